'use strict';

const {
  addCheck,
  addUnique,
  removeCheck,
  removeUnique,
} = require('./helpers/constraints-1');
const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        transaction,
      );
      await removeUnique(
        queryInterface,
        'Tags',
        'Tags_label_key',
        'label',
        transaction,
      );

      await queryInterface.addColumn(
        'Tags',
        'color',
        { type: Sequelize.STRING(20) },
        { transaction },
      );

      await removeColumn(queryInterface, 'Tags', 'label', { transaction });
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the values of column Tags.label.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Tags',
        'label',
        { type: Sequelize.STRING },
        { transaction },
      );

      await removeColumn(queryInterface, 'Tags', 'color', { transaction });

      await addUnique(
        queryInterface,
        'Tags',
        'Tags_label_key',
        'label',
        transaction,
      );

      await addCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        `${queryInterface.quoteIdentifier('label')} <> ''`,
        transaction,
      );
    });
  },
};
