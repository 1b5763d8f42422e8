import {
  CreationOptional,
  DataTypes,
  InferAttributes,
  InferCreationAttributes,
  Model,
  Sequelize,
} from 'sequelize';

export class Member extends Model<InferAttributes<Member>, InferCreationAttributes<Member>> {
  declare id: CreationOptional<number>;
  declare nick: string;
  declare mail: string | null;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  static initModel(sequelize: Sequelize): typeof Member {
    return Member.init(
      {
        id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
        nick: { type: DataTypes.STRING(30), allowNull: false, unique: true },
        mail: { type: DataTypes.STRING, validate: { isEmail: true } },
        createdAt: DataTypes.DATE,
        updatedAt: DataTypes.DATE,
      },
      {
        sequelize,
        tableName: 'members',
        underscored: true,
        hooks: {
          beforeSave(member) {
            member.nick = member.nick.toLowerCase();
          },
        },
      },
    );
  }
}
