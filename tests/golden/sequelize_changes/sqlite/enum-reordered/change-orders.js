'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up() {
    // Nothing changes in a SQLite database.
  },

  async down() {
    // Nothing changes in a SQLite database.
  },
};
