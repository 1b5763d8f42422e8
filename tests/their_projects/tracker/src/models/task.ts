import {
  CreationOptional,
  DataTypes,
  InferAttributes,
  InferCreationAttributes,
  Model,
  NonAttribute,
  Sequelize,
} from 'sequelize';

export class Task extends Model<InferAttributes<Task>, InferCreationAttributes<Task>> {
  declare id: CreationOptional<number>;
  declare title: string;
  declare priority: CreationOptional<number>;
  declare doneOn: string | null;
  declare projectId: number;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  get isDone(): NonAttribute<boolean> {
    return this.doneOn !== null;
  }

  static initModel(sequelize: Sequelize): typeof Task {
    return Task.init(
      {
        id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
        title: {
          type: DataTypes.STRING,
          allowNull: false,
          validate: { len: [1, 255] },
        },
        priority: {
          type: DataTypes.INTEGER,
          allowNull: false,
          defaultValue: 3,
          validate: { min: 1, max: 5 },
        },
        doneOn: { type: DataTypes.DATEONLY, defaultValue: null },
        projectId: { type: DataTypes.INTEGER, allowNull: false },
        createdAt: DataTypes.DATE,
        updatedAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'tasks', underscored: true },
    );
  }
}
