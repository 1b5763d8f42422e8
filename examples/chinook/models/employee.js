'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Employee extends Model {
    static associate(models) {
      Employee.belongsTo(models.Employee, {
        as: 'reportsTo',
        foreignKey: {
          name: 'ReportsToId',
          allowNull: true,
          field: 'ReportsTo',
        },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Employee.hasMany(models.Customer, {
        as: 'customers',
        foreignKey: { name: 'SupportRepId', allowNull: true },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Employee.hasMany(models.Employee, {
        as: 'reports',
        foreignKey: {
          name: 'ReportsToId',
          allowNull: true,
          field: 'ReportsTo',
        },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Employee.init(
    {
      EmployeeId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      LastName: { type: DataTypes.STRING(20), allowNull: false },
      FirstName: { type: DataTypes.STRING(20), allowNull: false },
      Title: { type: DataTypes.STRING(30) },
      BirthDate: { type: DataTypes.DATE },
      HireDate: { type: DataTypes.DATE },
      Address: { type: DataTypes.STRING(70) },
      City: { type: DataTypes.STRING(40) },
      State: { type: DataTypes.STRING(40) },
      Country: { type: DataTypes.STRING(40) },
      PostalCode: { type: DataTypes.STRING(10) },
      Phone: { type: DataTypes.STRING(24) },
      Fax: { type: DataTypes.STRING(24) },
      Email: { type: DataTypes.STRING(60) },
      ReportsToId: {
        type: DataTypes.INTEGER,
        field: 'ReportsTo',
        allowNull: true,
      },
    },
    {
      sequelize,
      modelName: 'Employee',
      tableName: 'Employee',
      timestamps: false,
      indexes: [{ name: 'Employee_ReportsTo_idx', fields: ['ReportsTo'] }],
    },
  );

  return Employee;
};
