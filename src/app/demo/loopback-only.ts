/**
 * Preloaded into the playground. By itself it listens on every interface and looks for the network outside, which costs
 * many seconds where there is none; the demo is for this machine alone, so both stay on loopback.
 */
import net from 'node:net';

type Listen = (this: net.Server, ...args: unknown[]) => net.Server;
type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;

const listen = net.Server.prototype.listen as unknown as Listen;
const connect = net.Socket.prototype.connect as unknown as Connect;

/** `listen(port, …)` and `listen({ port, … })`, with the host put in. */
function onLoopback(this: net.Server, ...args: unknown[]): net.Server {
  const [first, second, ...rest] = args;
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    const after = typeof second === 'string' || second === undefined ? rest : [second, ...rest];
    return listen.call(this, Number(first), '127.0.0.1', ...after);
  }
  if (typeof first === 'object' && first !== null && 'port' in first) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, second, ...rest);
  }
  return listen.call(this, ...args);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Node hands its own normalised `[options, callback]` down; the options name the host. */
function toLoopback(this: net.Socket, ...args: unknown[]): net.Socket {
  const [first] = args;
  const options = (Array.isArray(first) ? first[0] : first) as { host?: unknown; path?: unknown } | undefined;
  const host = typeof options?.host === 'string' ? options.host : 'localhost';
  if (options?.path !== undefined || isLoopback(host)) return connect.call(this, ...args);
  process.nextTick(() => this.destroy(Object.assign(new Error('loopback only'), { code: 'ECONNREFUSED' })));
  return this;
}

net.Server.prototype.listen = onLoopback as unknown as typeof net.Server.prototype.listen;
net.Socket.prototype.connect = toLoopback as unknown as typeof net.Socket.prototype.connect;
