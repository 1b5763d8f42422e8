'use strict';

const assert = require('assert');
const db = require('./models');

async function test() {
  const { Author, Book, Review } = db;
  const author = await Author.findOne({ where: { name: 'Ursula K.' }, include: 'books' });
  assert.equal(author.email, 'ursula@example.org');
  assert.equal(author.initials(), 'UK');
  assert.equal(author.books.length, 2);
  assert.equal(await Book.scope('listed').count(), 1);
  assert.equal(await Book.scope({ method: ['cheap', 500] }).count(), 1);
  const [book] = await Book.findAll({ where: { isbn: '9780000000001' }, include: ['reviews', 'tags', 'author'] });
  assert.deepEqual(book.tags.map((tag) => tag.label), ['novel']);
  assert.deepEqual((await Review.findAll()).map((review) => review.stars), [5, 2]);
  await assert.rejects(Book.create({ title: 'x', isbn: '1', authorId: author.id }), /len/);
  await assert.rejects(Author.create({ name: ' ' }), /an author has a name/);
  const made = await Book.create({ title: 'New', isbn: '9780000000003', authorId: author.id });
  assert.equal(made.status, 'draft');
  await made.destroy();
}

test()
  .then(() => db.sequelize.close())
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
