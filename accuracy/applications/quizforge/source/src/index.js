import { app } from './app.js';
import { sequelize } from './models/index.js';

const port = process.env.PORT || 3000;

await sequelize.sync();
app.listen(port, () => console.log(`Quizforge on http://localhost:${port}`));
