'use strict';

const { addForeignKey, removeForeignKey } = require('./helpers/constraints-1');
const { removeIndex } = require('./helpers/indexes-1');
const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Comments',
        'ParentId',
        { type: Sequelize.BIGINT },
        { transaction },
      );
      await queryInterface.addIndex('Comments', ['ParentId'], {
        name: 'Comments_ParentId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Countries',
        'CapitalId',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Countries', ['CapitalId'], {
        name: 'Countries_CapitalId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addColumn(
        'Cities',
        'CountryId',
        {
          type: Sequelize.CHAR(2),
          allowNull: false,
          references: { model: 'Countries', key: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Cities', ['CountryId'], {
        name: 'Cities_CountryId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Cities',
        'twinName',
        {
          type: Sequelize.STRING(80),
          allowNull: true,
          references: { model: 'Countries', key: 'name' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Cities', ['twinName'], {
        name: 'Cities_twinName_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Flights',
        'OriginId',
        {
          type: Sequelize.UUID,
          allowNull: false,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Flights', ['OriginId'], {
        name: 'Flights_OriginId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Flights',
        'DestinationId',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'RESTRICT',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Flights', ['DestinationId'], {
        name: 'Flights_DestinationId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Seats',
        'PassengerId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Passengers', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Seats', ['PassengerId'], {
        name: 'Seats_PassengerId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addColumn(
        'Passengers',
        'birth_country',
        {
          type: Sequelize.CHAR(2),
          allowNull: true,
          references: { model: 'Countries', key: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Passengers', ['birth_country'], {
        name: 'Passengers_birth_country_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Passengers',
        'LivesInId',
        {
          type: Sequelize.CHAR(2),
          allowNull: false,
          references: { model: 'Countries', key: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Passengers', ['LivesInId'], {
        name: 'Passengers_LivesInId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Visits',
        'PassengerId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Passengers', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['PassengerId'], {
        name: 'Visits_PassengerId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Visits',
        'CityId',
        {
          type: Sequelize.UUID,
          allowNull: false,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['CityId'], {
        name: 'Visits_CityId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Visits',
        'countryNumber',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Countries', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['countryNumber'], {
        name: 'Visits_countryNumber_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Logs',
        'PassengerId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Passengers', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Logs', ['PassengerId'], {
        name: 'Logs_PassengerId_idx',
        transaction,
      });

      await addForeignKey(
        queryInterface,
        'Seats',
        {
          name: 'Seats_flightCode_fkey',
          fields: ['flightCode'],
          references: { table: 'Flights', field: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        transaction,
      );

      await addForeignKey(
        queryInterface,
        'Passengers',
        {
          name: 'Passengers_countryCode_fkey',
          fields: ['countryCode'],
          references: { table: 'Countries', field: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );

      await queryInterface.addIndex('Cities', ['CountryId', 'name'], {
        name: 'Cities_CountryId_name_key',
        unique: true,
        transaction,
      });

      await queryInterface.addIndex('Visits', ['PassengerId', 'CityId'], {
        name: 'Visits_PassengerId_CityId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addIndex('Visits', ['at', 'PassengerId'], {
        name: 'Visits_at_PassengerId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'Visits',
        'Visits_at_PassengerId_idx',
        'at',
        transaction,
      );
      await removeIndex(
        queryInterface,
        'Visits',
        'Visits_PassengerId_CityId_key',
        'PassengerId',
        transaction,
      );
      await removeIndex(
        queryInterface,
        'Cities',
        'Cities_CountryId_name_key',
        'CountryId',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'Passengers',
        'Passengers_countryCode_fkey',
        'countryCode',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'Seats',
        'Seats_flightCode_fkey',
        'flightCode',
        transaction,
      );
      await removeColumn(queryInterface, 'Logs', 'PassengerId', {
        index: 'Logs_PassengerId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Visits', 'countryNumber', {
        index: 'Visits_countryNumber_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Visits', 'CityId', {
        index: 'Visits_CityId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Visits', 'PassengerId', {
        index: 'Visits_PassengerId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Passengers', 'LivesInId', {
        index: 'Passengers_LivesInId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Passengers', 'birth_country', {
        index: 'Passengers_birth_country_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Seats', 'PassengerId', {
        index: 'Seats_PassengerId_key',
        transaction,
      });
      await removeColumn(queryInterface, 'Flights', 'DestinationId', {
        index: 'Flights_DestinationId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Flights', 'OriginId', {
        index: 'Flights_OriginId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Cities', 'twinName', {
        index: 'Cities_twinName_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Cities', 'CountryId', {
        index: 'Cities_CountryId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Countries', 'CapitalId', {
        index: 'Countries_CapitalId_key',
        transaction,
      });
      await removeColumn(queryInterface, 'Comments', 'ParentId', {
        index: 'Comments_ParentId_idx',
        transaction,
      });
    });
  },
};
