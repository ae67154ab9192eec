import { QueryTypes, type Transaction } from 'sequelize';
import { sequelize } from './sequelize';

/**
 * Statements that the mapper cannot say. They grow from literals of this repository; a value gets the next
 * number and goes to the database apart from the text.
 */
export class Statement {
  private text = '';
  private readonly values: unknown[] = [];

  say(strings: TemplateStringsArray, ...values: unknown[]): this {
    strings.forEach((part, index) => {
      this.text += part;
      if (index < values.length) this.text += `$${this.values.push(values[index])}`;
    });
    this.text += ' ';
    return this;
  }

  when(condition: unknown, more: (statement: this) => void): this {
    if (condition) more(this);
    return this;
  }

  rows<Row extends object>(transaction?: Transaction): Promise<Row[]> {
    return sequelize.query<Row>(this.text, { bind: this.values, type: QueryTypes.SELECT, transaction });
  }

  async run(transaction?: Transaction): Promise<void> {
    await sequelize.query(this.text, { bind: this.values, type: QueryTypes.RAW, transaction });
  }
}

export const statement = () => new Statement();
