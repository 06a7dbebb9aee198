import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';

/** WebRTC passes over the loopback address; where the machine has no other, it has no way out either. */
const address = () =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

/** Listens by TCP and UDP for anything at all, and remembers what came: the path that was asked for, or its kind. */
export async function listen() {
  const arrived: string[] = [];
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    let told = false;
    const tell = (what: string) => {
      if (!told) arrived.push(what);
      told = true;
    };
    socket.on('error', () => {});
    socket.once('data', (data) => {
      tell(/^\w+ \/([^ ?]*)/.exec(data.toString('latin1'))?.[1] ?? 'tcp');
      socket.end('HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n');
    });
    socket.once('close', () => {
      sockets.delete(socket);
      tell('tcp');
    });
  });
  const udp = createSocket('udp4');
  udp.on('message', () => arrived.push('udp'));
  await new Promise<void>((resolve) => tcp.listen(0, '0.0.0.0', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '0.0.0.0', resolve));
  return {
    target: { host: address(), tcp: (tcp.address() as AddressInfo).port, udp: udp.address().port },
    /** What has come since it was last asked. */
    take: () => arrived.splice(0),
    close() {
      for (const socket of sockets) socket.destroy();
      tcp.close();
      udp.close();
    },
  };
}
