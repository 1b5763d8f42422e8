'use strict';

// Rows of a shop that is in use.
const db = require('./models');

async function seed() {
  const { Author, Book, Tag } = db;
  const ursula = await Author.create({ name: ' Ursula K. ', email: 'URSULA@example.org', bornOn: '1929-10-21' });
  await Author.create({ name: 'Italo C.' });
  const book = await Book.create({ title: 'The Shelf', isbn: '9780000000001', cents: 1290, authorId: ursula.id, status: 'listed' });
  await Book.create({ title: 'Drafts', isbn: '9780000000002', authorId: ursula.id });
  await book.createReview({ stars: 5, body: 'again' });
  await book.createReview({ stars: 2 });
  await book.addTag(await Tag.create({ label: 'novel' }));
}

seed().then(() => db.sequelize.close());
