'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Prescription extends Model {
    static associate(models) {
      Prescription.belongsTo(models.Appointment, {
        as: 'appointment',
        foreignKey: { name: 'AppointmentId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Prescription.belongsTo(models.Medicine, {
        as: 'medicine',
        foreignKey: { name: 'MedicineId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  Prescription.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      dose: { type: DataTypes.DECIMAL(8, 3), allowNull: false },
      unit: {
        type: DataTypes.STRING(10),
        allowNull: false,
        defaultValue: 'mg',
      },
      AppointmentId: { type: DataTypes.INTEGER, allowNull: false },
      MedicineId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Prescription',
      tableName: 'Prescriptions',
      indexes: [
        { name: 'Prescriptions_AppointmentId_idx', fields: ['AppointmentId'] },
        { name: 'Prescriptions_MedicineId_idx', fields: ['MedicineId'] },
      ],
    },
  );

  return Prescription;
};
