import { Member, Project, Task, sequelize } from './models';

async function seed(): Promise<void> {
  const member = await Member.create({ nick: 'ROSA' });
  const project = await Project.create({ name: 'Bridge', budget: '1200.50', ownerId: member.id });
  await Project.create({ name: 'Idea', ownerId: member.id });
  await Task.create({ title: 'measure', doneOn: '2024-05-01', projectId: project.id });
  await Task.create({ title: 'build', priority: 1, doneOn: null, projectId: project.id });
}

void seed().then(() => sequelize.close());
