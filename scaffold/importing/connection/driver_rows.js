"use strict";
// Runs queries through the project's own driver. The request is JSON on standard input, as in
// driver_rows.py; the answer is written to standard output.

const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const DRIVERS = { postgres: ["pg"], mysql: ["mysql2", "mariadb"], sqlite: ["sqlite3", "better-sqlite3"] };
const TIMEOUT = 15000;

function driverOf(request) {
  const load = createRequire(path.join(process.cwd(), "package.json"));
  for (const name of DRIVERS[request.dialect]) {
    let file;
    try {
      file = load.resolve(name === "mysql2" ? "mysql2/promise" : name);
    } catch {
      continue;
    }
    return [name, load(file)];
  }
  return [null, null];
}

function tls(request) {
  const mode = String(request.options.sslmode || request.options["ssl-mode"] || "").toLowerCase();
  if (["verify-ca", "verify-full", "verify_ca", "verify_identity"].includes(mode)) {
    return { rejectUnauthorized: true };
  }
  return ["require", "required", "no-verify"].includes(mode) ? { rejectUnauthorized: false } : undefined;
}

async function postgres({ Client, types }, request, each) {
  // Eight-byte integers are object identifiers here, far below 2 ** 53.
  types.setTypeParser(20, Number);
  const { host, port, user, password, database } = request;
  const address = { host, port: port || 5432, user: user || undefined, database };
  const client = new Client({
    ...address,
    password: password === null ? undefined : password,
    ssl: tls(request),
    connectionTimeoutMillis: TIMEOUT,
  });
  await client.connect();
  try {
    await each(async (sql) => (await client.query(sql)).rows);
  } finally {
    await client.end();
  }
}

async function mysql(driver, request, each, name) {
  const { host, port, user, password, database } = request;
  const connection = await driver.createConnection({
    host,
    port: port || 3306,
    user: user || "root",
    password: password || "",
    database,
    ssl: tls(request),
    connectTimeout: TIMEOUT,
  });
  const lower = (row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key.toLowerCase(),
        Buffer.isBuffer(value) ? value.toString() : typeof value === "bigint" ? Number(value) : value,
      ]),
    );
  try {
    await each(async (sql) => {
      const found = await connection.query(sql);
      const rows = name === "mysql2" ? found[0] : found;
      return Array.isArray(rows) ? rows.map(lower) : [];
    });
  } finally {
    await connection.end();
  }
}

async function sqlite(driver, request, each, name) {
  if (name === "better-sqlite3") {
    const file = new driver(request.database, { readonly: !request.writes, fileMustExist: true });
    await each(async (sql) => {
      const statement = file.prepare(sql);
      return statement.reader ? statement.all() : statement.run();
    });
    file.close();
    return;
  }
  const file = await new Promise((resolve, reject) => {
    const made = new driver.Database(request.database, request.writes ? driver.OPEN_READWRITE : driver.OPEN_READONLY, (error) =>
      error ? reject(error) : resolve(made),
    );
  });
  await each(
    (sql) =>
      new Promise((resolve, reject) => {
        file.all(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
      }),
  );
  file.close();
}

async function answer(request) {
  const [name, driver] = driverOf(request);
  if (driver === null) return { missing: true };
  const rows = {};
  await { postgres, mysql, sqlite }[request.dialect](
    driver,
    request,
    async (run) => {
      for (const statement of request.before) await run(statement);
      for (const [key, query] of Object.entries(request.queries)) rows[key] = await run(query);
    },
    name,
  );
  return { rows };
}

answer(JSON.parse(fs.readFileSync(0, "utf8")))
  .catch((error) => ({ error: error.message || String(error.code || error) }))
  .then((found) => {
    // A pipe is written asynchronously: the process must not end before.
    process.stdout.write(JSON.stringify(found), () => process.exit(0));
  });
