CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email VARCHAR(255) NOT NULL UNIQUE,
  name NVARCHAR(100) COLLATE NOCASE DEFAULT 'no ''name'' yet',
  anything,
  is_active BOOLEAN NOT NULL DEFAULT 1,
  rate DECIMAL(10, 4) NOT NULL DEFAULT 0.5 CHECK (rate >= 0 AND rate < 100),
  born DATE DEFAULT CURRENT_DATE,
  seen DATETIME DEFAULT (datetime('now')),
  manager_id INTEGER REFERENCES users ON DELETE SET NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  initials TEXT GENERATED ALWAYS AS (substr(name, 1, 2)) VIRTUAL
);
CREATE UNIQUE INDEX users_lower ON users (lower(name));
CREATE INDEX users_recent ON users (created_at DESC);
CREATE INDEX users_upper ON users (upper(name) DESC, born);
CREATE UNIQUE INDEX users_mixed ON users (born, (is_active + 1));
CREATE INDEX users_active ON users (born) WHERE is_active = 1;
CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  title STRANGE TYPE NAME(3) NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  UNIQUE (author_id, title)
);
CREATE TABLE labels (
  code TEXT PRIMARY KEY,
  "order" INT,
  CHECK ("order" > 0)
) WITHOUT ROWID;
CREATE TABLE posts_labels (
  post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE ON UPDATE CASCADE,
  label_code TEXT NOT NULL REFERENCES labels ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY (post_id, label_code)
);
CREATE TABLE "Order Details" (
  "Order ID" INTEGER NOT NULL,
  "Line No." SMALLINT NOT NULL,
  [Unit Price] REAL,
  PRIMARY KEY ("Order ID", "Line No.")
);
CREATE TABLE keyless (a INT, b);
CREATE TABLE orphans (id INTEGER PRIMARY KEY, lost_id INTEGER REFERENCES nowhere (id));
CREATE VIEW calm AS SELECT * FROM users;
CREATE TRIGGER touched AFTER UPDATE ON users BEGIN SELECT 1; END;
CREATE TABLE tenants (id integer PRIMARY KEY AUTOINCREMENT, name varchar(80) NOT NULL);
CREATE TABLE projects (
  tenant_id integer NOT NULL,
  number integer NOT NULL,
  parent_number integer,
  PRIMARY KEY (tenant_id, number),
  CONSTRAINT project_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  CONSTRAINT project_parent FOREIGN KEY (tenant_id, parent_number)
    REFERENCES projects (tenant_id, number)
);
CREATE TABLE tasks (
  id integer PRIMARY KEY AUTOINCREMENT,
  tenant_id integer NOT NULL,
  project_number integer,
  CONSTRAINT task_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
  CONSTRAINT task_project FOREIGN KEY (tenant_id, project_number)
    REFERENCES projects (tenant_id, number) ON DELETE CASCADE
);
