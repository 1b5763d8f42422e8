// What people write with generated models compiles, and what is wrong does not: each line after
// `@ts-expect-error` must have an error.

import { Customer, Order, Payment, Product, Tag, initModels } from './shop/models/index.js';
import type { Models } from './shop/models/index.js';
import { Amount, Record } from './computed/models/index.js';
import type { RoleEnum, Size } from './computed/models/index.js';
import { Friendship, Person } from './hostile/models/index.js';
import { Badge, Keeper, Shelf, Team } from './stock/models/index.js';
import type { InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';

export async function right(sequelize: Sequelize): Promise<string | undefined> {
  const models: Models = initModels(sequelize);
  const customer = await models.Customer.create({ name: 'Ada' });
  const order = await customer.createOrder({ total: '12.50', status: 'paid' });
  await order.setCustomer(customer.id);
  await order.setCustomer(null);
  const product = await Product.create({ name: 'pen', OrderId: order.id });
  const tag = await product.createTag({ name: 'blue' });
  await tag.addProducts([product, product.id]);
  const found = await Order.findByPk(order.id, {
    include: [
      Order.associations.customer,
      { association: Order.associations.products, include: [Product.associations.tags] },
    ],
    rejectOnEmpty: true,
  });
  const joined = found.products?.[0]?.tags?.[0]?.ProductTag;
  await Customer.findAll({ where: { name: 'Ada' }, order: [['createdAt', 'DESC']] });
  await Payment.upsert({ amount: 1 });
  const team = await Team.create({ name: 'A' });
  const badge = await team.createBadge({ serial: 'x' });
  await badge.setTeam(team);
  const shelf = await Shelf.create({ room: 1, place: 2 });
  const keeper = await Keeper.create({});
  await keeper.hasShelf(shelf);
  const role: RoleEnum = 'admin';
  const sizes: Size[] = ['s', 'l'];
  const given = { net: '1.5', rate: 2, prices: ['0.1'], at: new Date(), sizes, role };
  const amount = await Amount.create(given);
  const gross: string | null = amount.gross;
  const ids: string[] | null = amount.bigs;
  await Record.create({ role, labels: { a: gross, b: ids?.[0] ?? null } });
  const person = await Person.create({ class: 'a', new: 1 });
  await person.addFriend(1, { through: { since: '2020-01-01' } });
  const friends = await person.getFriends();
  const level: number | undefined = friends[0]?.Friendship?.level;
  await person.setManager(level ?? null);
  const status: 'pending' | 'paid' | 'shipped' | null = found.status;
  return joined?.TagId === tag.id ? found.customer?.name : String(status);
}

export async function wrong(customer: Customer, order: Order, keeper: Keeper): Promise<void> {
  // @ts-expect-error: name is required
  await Customer.create({ email: 'x' });
  // @ts-expect-error: an enum has no such value
  await Order.create({ status: 'lost' });
  // @ts-expect-error: the key of a customer is a text
  await order.setCustomer(1);
  // @ts-expect-error: the key is given by the association
  await customer.createOrder({ CustomerId: 'x' });
  // @ts-expect-error: the database computes the value
  await Amount.create({ net: '1', rate: 2, prices: [], at: new Date(), sizes: [], gross: '2' });
  // @ts-expect-error: the enum has no such value
  await Record.create({ role: 'root' });
  // @ts-expect-error: a decimal is a text on PostgreSQL
  await Amount.create({ net: 1, rate: 2, prices: [], at: new Date(), sizes: [] });
  // @ts-expect-error: a friendship needs its date
  await Friendship.create({ FriendId: 1, FriendlyId: 2 });
  // @ts-expect-error: there is no such alias
  await Order.findAll({ include: Order.associations.nobody });
  // @ts-expect-error: there is no such attribute
  await Order.findAll({ where: { nobody: 1 } });
  // @ts-expect-error: the badge of a team is required
  await Badge.create({ serial: 'x' });
  // @ts-expect-error: a required key is not null
  await Badge.create({ serial: 'x', TeamId: null });
  // @ts-expect-error: to a composite key nothing is added
  await keeper.addShelf(1);
  // @ts-expect-error: it may be null
  order.customer.name.trim();
  (await Tag.findAll()).map((tag) =>
    // @ts-expect-error: a tag may have no name
    tag.name.trim(),
  );
}

export type Attributes = InferAttributes<Order>;
export type Creation = InferCreationAttributes<Order>;
