CREATE TABLE users (
  id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email varchar(190) NOT NULL UNIQUE,
  name varchar(100) CHARACTER SET latin1 DEFAULT 'no ''name'' yet' COMMENT 'as they write it: "so"',
  flags set('a', 'b') NOT NULL DEFAULT 'a',
  role enum('admin', 'user, plain') NOT NULL DEFAULT 'user, plain',
  is_active tinyint(1) NOT NULL DEFAULT 1,
  small tinyint unsigned DEFAULT 3,
  padded int(8) unsigned zerofill DEFAULT NULL,
  bits bit(4) DEFAULT b'1010',
  rate decimal(10, 4) NOT NULL DEFAULT 0.5000,
  ratio double DEFAULT 1.5,
  born year DEFAULT NULL,
  payload json DEFAULT NULL,
  picture mediumblob,
  token char(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  login_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  manager_id int unsigned DEFAULT NULL,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  initials varchar(8) GENERATED ALWAYS AS (left(name, 2)) VIRTUAL,
  CONSTRAINT sane_rate CHECK (rate >= 0 AND rate < 100),
  CONSTRAINT users_manager FOREIGN KEY (manager_id) REFERENCES users (id) ON DELETE SET NULL,
  KEY name_prefix (name(10)),
  FULLTEXT KEY name_text (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='people # "real" ones';
CREATE TABLE posts (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  author_id int unsigned NOT NULL,
  title varchar(200) NOT NULL,
  body longtext,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  UNIQUE KEY one_title (author_id, title),
  KEY posts_author (author_id),
  KEY posts_recent (created_at DESC, author_id),
  FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE labels (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(40) NOT NULL,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  UNIQUE KEY (name)
);
CREATE TABLE posts_labels (
  post_id bigint NOT NULL,
  label_id int NOT NULL,
  PRIMARY KEY (post_id, label_id),
  FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (label_id) REFERENCES labels (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE `Order Details` (
  `Order ID` int NOT NULL,
  `Line No.` smallint NOT NULL,
  `select` varchar(20),
  PRIMARY KEY (`Order ID`, `Line No.`)
);
CREATE TABLE places (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  spot point NOT NULL,
  opened date NOT NULL DEFAULT '0000-00-00',
  SPATIAL KEY (spot)
);
CREATE TABLE visits (
  place_id int NOT NULL,
  nth int NOT NULL,
  PRIMARY KEY (place_id, nth)
);
CREATE TABLE stays (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  place_id int NOT NULL,
  nth int NOT NULL,
  FOREIGN KEY (place_id, nth) REFERENCES visits (place_id, nth)
);
CREATE TABLE keyless (a int, b text);
CREATE TABLE logs (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, line text) ENGINE=MyISAM;
CREATE VIEW active_users AS SELECT * FROM users WHERE is_active;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW SET NEW.name = NEW.name;
CREATE TABLE tenants (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(80) NOT NULL);
CREATE TABLE projects (
  tenant_id int NOT NULL,
  number int NOT NULL,
  parent_number int,
  PRIMARY KEY (tenant_id, number),
  CONSTRAINT project_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  CONSTRAINT project_parent FOREIGN KEY (tenant_id, parent_number)
    REFERENCES projects (tenant_id, number)
);
CREATE TABLE tasks (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id int NOT NULL,
  project_number int,
  CONSTRAINT task_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
  CONSTRAINT task_project FOREIGN KEY (tenant_id, project_number)
    REFERENCES projects (tenant_id, number) ON DELETE CASCADE
);
