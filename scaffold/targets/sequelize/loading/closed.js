'use strict';

// While models are loaded, the code of the project opens no connection, starts no process and does
// not end this one. What it tried is counted.

const { EventEmitter } = require('events');
const childProcess = require('child_process');
const dgram = require('dgram');
const net = require('net');

const attempts = { connections: 0, processes: 0, exits: 0 };
const exit = process.exit.bind(process);

const refusal = (what) =>
  new Error(`${what} is not possible while scaffold loads the models`);

function closeConnections() {
  net.Socket.prototype.connect = function connect() {
    attempts.connections += 1;
    setImmediate(() => this.destroy(refusal('a connection')));
    return this;
  };
  net.Server.prototype.listen = function listen() {
    attempts.connections += 1;
    return this;
  };
  dgram.Socket.prototype.send = () => {
    attempts.connections += 1;
  };
}

function failedProcess() {
  const child = new EventEmitter();
  for (const name of ['stdin', 'stdout', 'stderr']) {
    child[name] = Object.assign(new EventEmitter(), {
      write() {},
      end() {},
      pipe() {},
      setEncoding() {},
    });
  }
  child.on('error', () => {});
  child.kill = () => false;
  setImmediate(() => child.emit('error', refusal('another process')));
  return child;
}

function closeProcesses() {
  for (const name of ['spawn', 'exec', 'execFile', 'fork']) {
    childProcess[name] = (...parameters) => {
      attempts.processes += 1;
      const callback = parameters.at(-1);
      if (typeof callback === 'function') {
        setImmediate(callback, refusal('another process'), '', '');
      }
      return failedProcess();
    };
  }
  // Most ask for a version or a path, and can do without.
  for (const name of ['execSync', 'execFileSync']) {
    childProcess[name] = (...parameters) => {
      attempts.processes += 1;
      const { encoding } = parameters.at(-1) ?? {};
      return encoding && encoding !== 'buffer' ? '' : Buffer.alloc(0);
    };
  }
  childProcess.spawnSync = () => {
    attempts.processes += 1;
    const error = refusal('another process');
    return {
      status: null,
      signal: null,
      error,
      output: [],
      stdout: '',
      stderr: '',
    };
  };
}

function close() {
  closeConnections();
  closeProcesses();
  process.exit = (code) => {
    attempts.exits += 1;
    throw new Error(
      `the code of the project called process.exit(${code ?? ''})`,
    );
  };
  process.kill = () => true;
  process.stdout.write = () => true;
}

module.exports = { attempts, close, exit };
