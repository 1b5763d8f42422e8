import { Sequelize } from 'sequelize';

export const sequelize = new Sequelize({
  dialect: 'sqlite',
  storage: process.env.TRACKER_DATA ?? 'data.sqlite',
  logging: false,
});
