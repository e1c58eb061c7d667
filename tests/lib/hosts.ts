/**
 * The web servers of Debian's packages, with their default settings, and Python's `http.server`: the
 * built page is a folder within their documents.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from './dist.ts';
import { findProgram } from './find-program.mjs';

/** The folder into which the packages are unpacked; empty without them. */
const PACKAGES = process.env.HIGHWATER_HOSTS ?? '';

/** The folder of the page within the documents of a server. */
const PLACE = 'some/sub/path';

/** A server that is started: its program and arguments, and the environment that it needs. */
interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Writes the settings of a server below a folder; its documents are in the folder's `www`. */
type Prepare = (folder: string, port: number) => Command;

/** The servers by their names. */
export const HOSTS = {
  nginx,
  Apache: apache,
  Caddy: caddy,
  'http.server of Python': python,
} as const satisfies Readonly<Record<string, Prepare>>;

export type HostName = keyof typeof HOSTS;

/** The reason why a server cannot be started here; empty if it can. */
export function missingHost(name: HostName): string {
  if (HOSTS[name] === python) {
    return findProgram('', ['python3']) === '' ? 'no python3' : '';
  }
  return PACKAGES === '' ? 'no Debian packages: ./www-build.sh test fetches them' : '';
}

/** A running server. */
export class Host {
  /** The address of the page, with its last slash. */
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url;
    this.#process = process;
    this.#folder = folder;
  }

  /** Starts a server with a copy of the built page, and waits until it answers. */
  static async start(name: HostName): Promise<Host> {
    const folder = mkdtempSync(join(tmpdir(), 'highwater-host-'));
    // Some servers read as another user.
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'log'));
    cpSync(DIST, join(folder, 'www', PLACE), { recursive: true });
    const port = await freePort();
    const { program, args, env } = HOSTS[name](folder, port);
    const server = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, HOME: folder, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const url = `http://127.0.0.1:${port}/${PLACE}/`;
    while (!(await answers(url))) {
      if (server.exitCode !== null) {
        throw new Error(`${name} ended: ${said}${logsIn(folder)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return new Host(url, server, folder);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
    rmSync(this.#folder, { recursive: true });
  }
}

function nginx(folder: string, port: number): Command {
  const etc = copied('nginx', folder, [
    ['/etc/nginx/', `${folder}/nginx/`],
    ['/var/log/nginx/', `${folder}/log/`],
    ['/run/nginx.pid', `${folder}/nginx.pid`],
    // Its worker reads the copy of the page as this user.
    ['user www-data;', process.getuid?.() === 0 ? 'user root;' : ''],
    ['/var/www/html', `${folder}/www`],
    ['listen 80 default_server;', `listen 127.0.0.1:${port} default_server;`],
    ['listen [::]:80 default_server;', ''],
  ]);
  cpSync(join(etc, 'sites-available', 'default'), join(etc, 'sites-enabled', 'default'), {
    force: true,
  });
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((what) => `${what}_temp_path ${folder}/${what};`)
    .join(' ');
  writeFileSync(join(etc, 'conf.d', 'places.conf'), places);
  return {
    program: join(PACKAGES, 'usr/sbin/nginx'),
    args: ['-e', `${folder}/log/error.log`, '-c', `${etc}/nginx.conf`, '-g', 'daemon off;'],
  };
}

/** The modules and settings that the package enables. */
const APACHE_MODULES =
  'mpm_event authn_core authz_core authz_host auth_basic access_compat authn_file authz_user alias dir autoindex env mime negotiation setenvif filter deflate status reqtimeout';
const APACHE_SETTINGS = 'charset localized-error-pages other-vhosts-access-log security';

function apache(folder: string, port: number): Command {
  const etc = copied('apache2', folder, [
    ['/usr/lib/apache2/', `${PACKAGES}/usr/lib/apache2/`],
    ['/etc/apache2/', `${folder}/apache2/`],
    ['/etc/mime.types', `${PACKAGES}/etc/mime.types`],
    ['/usr/share/apache2/', `${PACKAGES}/usr/share/apache2/`],
    ['/var/www/html', `${folder}/www`],
    ['<Directory /var/www/>', `<Directory ${folder}/www/>`],
    ['Listen 80', `Listen 127.0.0.1:${port}`],
    ['<VirtualHost *:80>', `<VirtualHost *:${port}>`],
  ]);
  const enable = (kind: string, names: string, ends: readonly string[]) => {
    mkdirSync(join(etc, `${kind}-enabled`), { recursive: true });
    for (const file of names.split(' ').flatMap((name) => ends.map((end) => `${name}${end}`))) {
      const available = join(etc, `${kind}-available`, file);
      if (readdirSync(join(etc, `${kind}-available`)).includes(file)) {
        cpSync(available, join(etc, `${kind}-enabled`, file));
      }
    }
  };
  enable('mods', APACHE_MODULES, ['.load', '.conf']);
  enable('conf', APACHE_SETTINGS, ['.conf']);
  enable('sites', '000-default', ['.conf']);
  return {
    program: join(PACKAGES, 'usr/sbin/apache2'),
    args: ['-d', etc, '-f', 'apache2.conf', '-D', 'FOREGROUND'],
    env: {
      LD_LIBRARY_PATH: librariesOf(PACKAGES),
      APACHE_RUN_DIR: folder,
      APACHE_LOCK_DIR: folder,
      APACHE_PID_FILE: `${folder}/apache2.pid`,
      APACHE_LOG_DIR: `${folder}/log`,
      APACHE_RUN_USER: 'www-data',
      APACHE_RUN_GROUP: 'www-data',
    },
  };
}

function caddy(folder: string, port: number): Command {
  return {
    program: join(PACKAGES, 'usr/bin/caddy'),
    args: ['file-server', '--root', `${folder}/www`, '--listen', `127.0.0.1:${port}`],
  };
}

function python(folder: string, port: number): Command {
  return {
    program: findProgram('', ['python3']),
    args: ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', `${folder}/www`, `${port}`],
  };
}

/** Copies a server's settings from its package, with other places in them; returns their folder. */
function copied(
  name: string,
  folder: string,
  places: readonly (readonly [string, string])[],
): string {
  const etc = join(folder, name);
  cpSync(join(PACKAGES, 'etc', name), etc, { recursive: true });
  for (const entry of readdirSync(etc, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      // All places at once, so that none is replaced in a path that was just inserted.
      const pattern = new RegExp(places.map(([from]) => escaped(from)).join('|'), 'g');
      writeFileSync(
        path,
        text.replace(pattern, (found) => places.find(([from]) => from === found)?.[1] ?? ''),
      );
    }
  }
  return etc;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The folders of shared libraries in unpacked packages. */
function librariesOf(packages: string): string {
  const lib = join(packages, 'usr/lib');
  return readdirSync(lib)
    .filter((name) => name.includes('linux-gnu'))
    .map((name) => join(lib, name))
    .join(':');
}

function logsIn(folder: string): string {
  return readdirSync(join(folder, 'log'))
    .map((name) => readFileSync(join(folder, 'log', name), 'utf8'))
    .join('');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
