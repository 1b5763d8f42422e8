import { DataTypes, Model, Optional, Sequelize } from 'sequelize';

export interface ProjectAttributes {
  id: number;
  name: string;
  budget: string | null;
  ownerId: number;
}

type ProjectCreation = Optional<ProjectAttributes, 'id' | 'budget'>;

export class Project
  extends Model<ProjectAttributes, ProjectCreation>
  implements ProjectAttributes
{
  public id!: number;
  public name!: string;
  public budget!: string | null; // exact
  public ownerId!: number;

  public readonly createdAt!: Date;
  public readonly updatedAt!: Date;

  static initModel(sequelize: Sequelize): typeof Project {
    Project.init(
      {
        id: {
          type: DataTypes.INTEGER,
          autoIncrement: true,
          primaryKey: true,
        },
        name: {
          type: DataTypes.STRING(100),
          allowNull: false,
          validate: { notEmpty: true },
        },
        budget: {
          type: DataTypes.DECIMAL(10, 2),
        },
        ownerId: {
          type: DataTypes.INTEGER,
          allowNull: false,
          field: 'owner_id',
        },
      },
      {
        sequelize,
        tableName: 'projects',
        underscored: true,
        scopes: {
          funded: { where: sequelize.literal('budget IS NOT NULL') },
        },
      },
    );
    return Project;
  }
}
