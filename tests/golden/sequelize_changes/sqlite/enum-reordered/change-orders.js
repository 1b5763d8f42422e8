'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up() {
    // Nothing changes in the database.
  },

  async down() {
    // Nothing changes in the database.
  },
};
