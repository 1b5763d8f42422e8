'use strict';

const { renameForeignKey } = require('./helpers/mysql-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Tags', 'Labels', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `TagId` TO `LabelId`',
        { transaction },
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_fkey',
        {
          name: 'OrderTags_LabelId_fkey',
          fields: ['LabelId'],
          references: { table: 'Labels', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Labels` RENAME INDEX `Tags_label_key` TO `Labels_label_key`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME INDEX `OrderTags_TagId_idx` TO `OrderTags_LabelId_idx`',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME INDEX `OrderTags_LabelId_idx` TO `OrderTags_TagId_idx`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Labels` RENAME INDEX `Labels_label_key` TO `Tags_label_key`',
        { transaction },
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_LabelId_fkey',
        {
          name: 'OrderTags_TagId_fkey',
          fields: ['LabelId'],
          references: { table: 'Labels', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `LabelId` TO `TagId`',
        { transaction },
      );
      await queryInterface.renameTable('Labels', 'Tags', { transaction });
    });
  },
};
