'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Bs', 'scaffold_tmp_1', { transaction });
      await queryInterface.renameTable('As', 'Bs', { transaction });
      await queryInterface.renameTable('scaffold_tmp_1', 'As', { transaction });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('As', 'scaffold_tmp_1', { transaction });
      await queryInterface.renameTable('Bs', 'As', { transaction });
      await queryInterface.renameTable('scaffold_tmp_1', 'Bs', { transaction });
    });
  },
};
