import { MEDIA_TYPES } from '../../src/app/offline/mime';
import { ISOLATION_HEADERS, privacyHeaders } from '../../src/app/offline/policy';

const PAGE = { ...privacyHeaders('page'), ...ISOLATION_HEADERS };
const OTHER = { ...privacyHeaders('other'), ...ISOLATION_HEADERS };
const POLICY = 'Content-Security-Policy';
const FOREVER = 'public, max-age=31536000, immutable';
const typeOf = (name: keyof typeof MEDIA_TYPES) => MEDIA_TYPES[name].split(';')[0];
/** Kinds that some servers do not know; a browser refuses modules and wasm under another type. */
const RARE = ['.mjs', '.wasm', '.onnx', '.task', '.webmanifest'] as const;

const lines = (headers: Readonly<Record<string, string>>, line: (name: string, value: string) => string) =>
  Object.entries(headers)
    .map(([name, value]) => line(name, value))
    .join('\n');

/** For Netlify and Cloudflare Pages, which read `_headers` in the served folder. */
const underscoreHeaders = () => {
  const { [POLICY]: policy, ...rest } = PAGE;
  const indented = (headers: Readonly<Record<string, string>>) =>
    lines(headers, (name, value) => `  ${name}: ${value}`);
  return `/*\n${indented(rest)}\n/\n  ${POLICY}: ${policy}\n/index.html\n  ${POLICY}: ${policy}
/sw.js\n  ${POLICY}: ${OTHER[POLICY]}\n/assets/*\n  ${POLICY}: ${OTHER[POLICY]}\n  Cache-Control: ${FOREVER}\n`;
};

/** For Apache with mod_headers, which reads `.htaccess` in the served folder. */
const htaccess = () => `${RARE.map((name) => `AddType ${typeOf(name)} ${name}`).join('\n')}
<IfModule mod_headers.c>
${lines(OTHER, (name, value) => `  Header always set ${name} "${value}"`)}
  <FilesMatch "\\.html$">
    Header always set ${POLICY} "${PAGE[POLICY]}"
  </FilesMatch>
</IfModule>
`;

const nginx = () => `# Within a server block; the folder is app/ of this pack.
types {
${RARE.filter((name) => name !== '.wasm')
  .map((name) => `  ${typeOf(name)} ${name.slice(1)};`)
  .join('\n')}
}
include mime.types;
location = /koubo {
  absolute_redirect off;
  return 301 /koubo/;
}
location /koubo/ {
  alias /srv/koubo/app/;
  index index.html;
${lines(OTHER, (name, value) => `  add_header ${name} "${value}" always;`)}
}
location = /koubo/index.html {
  alias /srv/koubo/app/index.html;
${lines(PAGE, (name, value) => `  add_header ${name} "${value}" always;`)}
}
`;

/** Of two `header` lines for one name Caddy lets the more general one win, so that each file is matched by one. */
const caddy = () => {
  const { [POLICY]: policy, ...rest } = OTHER;
  const types = RARE.map((name) => {
    const kind = `@${name.slice(1)}`;
    return `\t${kind} path *${name}\n\theader ${kind} Content-Type ${typeOf(name)}`;
  });
  return `# Within a site block; the folder is app/ of this pack.
redir /koubo /koubo/
handle_path /koubo/* {
	root * /srv/koubo/app
	header {
${lines(rest, (name, value) => `\t\t${name} "${value}"`)}
	}
	@page path / /index.html
	@other not path / /index.html
	header @page ${POLICY} "${PAGE[POLICY]}"
	header @other ${POLICY} "${policy}"
${types.join('\n')}
	file_server
}
`;
};

/** For IIS: lies as `web.config` in the served folder. */
const iis = () => {
  const { [POLICY]: policy, ...rest } = OTHER;
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const add = (indent: string) => (name: string, value: string) =>
    `${indent}<add name="${name}" value="${escaped(value)}" />`;
  return `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <staticContent>
${RARE.map((name) => `      <remove fileExtension="${name}" />\n      <mimeMap fileExtension="${name}" mimeType="${typeOf(name)}" />`).join('\n')}
    </staticContent>
    <urlCompression doStaticCompression="true" />
    <httpProtocol>
      <customHeaders>
${lines(rest, add('        '))}
${add('        ')(POLICY, policy ?? '')}
      </customHeaders>
    </httpProtocol>
  </system.webServer>
  <location path="index.html">
    <system.webServer>
      <httpProtocol>
        <customHeaders>
          <remove name="${POLICY}" />
${add('          ')(POLICY, PAGE[POLICY] ?? '')}
        </customHeaders>
      </httpProtocol>
    </system.webServer>
  </location>
</configuration>
`;
};

/** Files by which known hosts are told the headers: in the served folder, and to be copied from. */
export const HOST_FILES: Readonly<Record<string, string>> = {
  'app/_headers': underscoreHeaders(),
  'app/.htaccess': htaccess(),
  'hosts/nginx.conf': nginx(),
  'hosts/Caddyfile': caddy(),
  'hosts/web.config': iis(),
};
