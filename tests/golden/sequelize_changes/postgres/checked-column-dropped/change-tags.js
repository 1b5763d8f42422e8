'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" DROP CONSTRAINT "Tags_label_check"',
        { transaction },
      );
      await queryInterface.removeConstraint('Tags', 'Tags_label_key', {
        transaction,
      });

      await queryInterface.addColumn(
        'Tags',
        'color',
        { type: Sequelize.STRING(20) },
        { transaction },
      );

      await queryInterface.removeColumn('Tags', 'label', { transaction });
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

      await queryInterface.removeColumn('Tags', 'color', { transaction });

      await queryInterface.addConstraint('Tags', {
        type: 'unique',
        name: 'Tags_label_key',
        fields: ['label'],
        transaction,
      });

      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" ADD CONSTRAINT "Tags_label_check" CHECK ("label" <> \'\')',
        { transaction },
      );
    });
  },
};
