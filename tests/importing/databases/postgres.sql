CREATE SCHEMA audit;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS cube;
CREATE TYPE mood AS ENUM ('calm', 'it''s fine', 'stormy');
CREATE TYPE audit."Level" AS ENUM ('low', '1', 'null');
CREATE TYPE enum_shipments_state AS ENUM ('sent', 'lost');
CREATE DOMAIN email AS varchar(200) CHECK (VALUE LIKE '%@%');
CREATE SEQUENCE shared_numbers;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email email NOT NULL,
  full_name varchar(120) NOT NULL DEFAULT 'no "name", yet',
  mood mood NOT NULL DEFAULT 'calm',
  moods mood[] NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  settings jsonb NOT NULL DEFAULT '{"a": 1}',
  born date,
  seen_at timestamp without time zone DEFAULT now(),
  balance numeric NOT NULL DEFAULT 0,
  nicks citext[],
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  manager_id bigint REFERENCES users ON DELETE SET NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT adults CHECK (born < '2010-01-01'::date),
  CONSTRAINT users_two CHECK (balance >= 0 OR full_name <> '')
);
COMMENT ON TABLE users IS 'people: "real" ones # and others';
COMMENT ON COLUMN users.full_name IS 'as they write it, {braces} too';
CREATE UNIQUE INDEX users_lower_email ON users (lower(email::text));
CREATE UNIQUE INDEX users_token ON users (token);
CREATE INDEX users_tags ON users USING gin (tags);
CREATE INDEX users_recent ON users (created_at DESC) WHERE manager_id IS NULL;
CREATE INDEX users_named ON users (full_name varchar_pattern_ops);
CREATE TEXT SEARCH CONFIGURATION their_words (COPY = simple);
CREATE INDEX users_words ON users USING gin (to_tsvector('simple'::regconfig, full_name));
CREATE INDEX users_theirs ON users USING gin (to_tsvector('their_words'::regconfig, full_name));
CREATE UNIQUE INDEX users_calm ON users (lower(full_name), (born + 1) DESC, manager_id)
  WHERE mood = 'calm'::mood;
CREATE INDEX users_last ON users (born DESC NULLS LAST);
CREATE INDEX users_similar ON users USING gin (full_name gin_trgm_ops);
CREATE INDEX users_spans ON users USING gist (born, balance);
CREATE INDEX users_settings ON users USING gin (settings jsonb_path_ops);
CREATE INDEX users_token_hash ON users USING hash (token);
CREATE INDEX users_braces ON users ((settings ->> '{a}'));
CREATE INDEX users_collated ON users (full_name COLLATE "C");
CREATE INDEX users_active ON users (born) WHERE balance > 0;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

CREATE TABLE posts (
  id bigserial PRIMARY KEY,
  author_id bigint NOT NULL REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE,
  created_by_id bigint NOT NULL REFERENCES users,
  title varchar(200) NOT NULL,
  body text,
  words integer GENERATED ALWAYS AS (length(body)) STORED,
  slug varchar(60) COLLATE "C" NOT NULL UNIQUE,
  number integer NOT NULL DEFAULT nextval('shared_numbers'),
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  UNIQUE (author_id, title)
);
CREATE INDEX posts_author ON posts (author_id);
CREATE TABLE labels (
  id serial PRIMARY KEY,
  name varchar(40) NOT NULL UNIQUE,
  parent_id integer REFERENCES labels ON DELETE CASCADE,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);
CREATE TABLE posts_labels (
  post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE ON UPDATE CASCADE,
  label_id integer NOT NULL REFERENCES labels ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY (post_id, label_id)
);
CREATE TABLE followers (
  follower_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  followed_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  since date NOT NULL DEFAULT CURRENT_DATE,
  PRIMARY KEY (follower_id, followed_id)
);
CREATE TABLE profiles (
  user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  bio text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);
CREATE TABLE "Order Details" (
  "Order ID" integer NOT NULL,
  "Line No." smallint NOT NULL,
  "Unit Price" money,
  "select" text,
  "constructor" text,
  PRIMARY KEY ("Order ID", "Line No.")
);
CREATE TABLE "class" (
  id serial PRIMARY KEY,
  "order" integer NOT NULL DEFAULT 0,
  "group" char(3),
  class_id integer REFERENCES "class",
  metadata jsonb,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);
CREATE TABLE rooms (
  id serial PRIMARY KEY,
  name text NOT NULL,
  during tstzrange,
  floor integer NOT NULL REFERENCES labels (id) DEFERRABLE INITIALLY DEFERRED,
  EXCLUDE USING gist (during WITH &&)
);
CREATE TABLE measurements (
  at timestamp with time zone NOT NULL,
  sensor integer NOT NULL,
  value double precision,
  PRIMARY KEY (at, sensor)
) PARTITION BY RANGE (at);
CREATE TABLE measurements_2026 PARTITION OF measurements
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE readings (
  id serial PRIMARY KEY,
  at timestamp with time zone NOT NULL,
  sensor integer NOT NULL,
  FOREIGN KEY (at, sensor) REFERENCES measurements ON DELETE CASCADE
);
CREATE TABLE keyless (a integer, b interval DEFAULT '1 day', c bit(3) DEFAULT B'101', d xml);
CREATE TABLE audit.events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id bigint NOT NULL REFERENCES public.users ON DELETE RESTRICT,
  kind "char",
  level audit."Level" NOT NULL DEFAULT 'low',
  levels audit."Level"[] CHECK (levels <> '{low}'::audit."Level"[])
);
CREATE TABLE audit.users (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE a_table_with_a_name_that_is_as_long_as_postgresql_allows_it_to_ (
  id serial PRIMARY KEY,
  a_column_with_a_name_that_is_as_long_as_postgresql_allows_it_id integer REFERENCES labels
);
CREATE TABLE shipments (
  id serial PRIMARY KEY,
  origin_code char(3) NOT NULL,
  destination varchar(3),
  weight numeric(12, 3) CHECK (weight > 0),
  unit text NOT NULL DEFAULT 'kg',
  state enum_shipments_state DEFAULT 'sent'
);
CREATE TABLE ports (code char(3) PRIMARY KEY, name text NOT NULL, UNIQUE (name) DEFERRABLE);
ALTER TABLE shipments ADD CONSTRAINT from_port FOREIGN KEY (origin_code) REFERENCES ports;
CREATE TABLE cities (name text, population integer);
CREATE TABLE capitals (state char(2)) INHERITS (cities);
CREATE VIEW calm_users AS SELECT * FROM users WHERE mood = 'calm';
CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'a' $$;
CREATE TABLE own_words (
  id serial PRIMARY KEY,
  code text NOT NULL DEFAULT next_code(),
  mood mood CHECK (mood <> 'stormy'::mood)
);
CREATE TABLE badges (
  id serial PRIMARY KEY,
  user_id bigint UNIQUE REFERENCES users,
  levels integer[] NOT NULL DEFAULT '{1,2}',
  span int4range DEFAULT '[1,5)',
  extra json DEFAULT '{"a": [1, 2]}'
);
CREATE TABLE without_key (id integer, "createdAt" integer, "get" text);
CREATE TABLE odd (id serial PRIMARY KEY, "__proto__" integer);
CREATE TABLE "we""ird" (id serial PRIMARY KEY);
CREATE TABLE empty ();
CREATE TABLE tenants (id serial CONSTRAINT pk_tenants PRIMARY KEY, name varchar(80) NOT NULL);
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
  id serial PRIMARY KEY,
  tenant_id integer NOT NULL,
  project_number integer,
  CONSTRAINT task_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
  CONSTRAINT task_project FOREIGN KEY (tenant_id, project_number)
    REFERENCES projects (tenant_id, number) ON DELETE CASCADE
);
