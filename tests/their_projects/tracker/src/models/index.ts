import { sequelize } from '../connection';
import { Member } from './member';
import { Project } from './project';
import { Task } from './task';

Member.initModel(sequelize);
Project.initModel(sequelize);
Task.initModel(sequelize);

Project.belongsTo(Member, { as: 'owner', foreignKey: 'ownerId' });
Member.hasMany(Project, { as: 'projects', foreignKey: 'ownerId' });

Project.hasMany(Task, { as: 'tasks', foreignKey: 'projectId', onDelete: 'CASCADE' });
Task.belongsTo(Project, { as: 'project', foreignKey: 'projectId' });

export { sequelize, Member, Project, Task };
