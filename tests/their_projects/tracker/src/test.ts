import assert from 'assert';
import { Member, Project, Task, sequelize } from './models';

async function test(): Promise<void> {
  const member = await Member.findOne({ rejectOnEmpty: true });
  assert.equal(member.nick, 'rosa');
  assert.equal(await Project.scope('funded').count(), 1);
  const project = await Project.findOne({
    where: { name: 'Bridge' },
    include: ['tasks', 'owner'],
    rejectOnEmpty: true,
  });
  assert.equal(project.ownerId, member.id);
  const tasks = await Task.findAll({ order: ['title'] });
  assert.deepEqual(
    tasks.map((task) => [task.title, task.priority, task.isDone]),
    [
      ['build', 1, false],
      ['measure', 3, true],
    ],
  );
  await assert.rejects(
    Task.create({ title: 'x', priority: 9, doneOn: null, projectId: project.id }),
  );
}

test()
  .then(() => sequelize.close())
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
