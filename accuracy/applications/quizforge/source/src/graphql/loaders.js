import DataLoader from 'dataloader';
import { Player } from '../models/index.js';

// One set for each request, so that nothing is kept between them
export const loaders = () => ({
  players: new DataLoader(async (ids) => {
    const rows = await Player.findAll({ attributes: ['id', 'name', 'nickname'], where: { id: [...ids] } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }),
});
