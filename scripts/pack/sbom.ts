import type { AppFile } from '../../src/app/offline/precache';
import { INSIDE, type Inside } from './inside';
import type { Shipped } from './shipped';

type Model = { file: string; name: string; licence: string; hash: string };

export type Contents = {
  readonly version: string;
  readonly packages: readonly Shipped[];
  readonly models: readonly Model[];
  /** Files of the built app; those of WebAssembly are listed. */
  readonly files: readonly AppFile[];
};

const licences = (licence: string) => [
  / |\(/.test(licence) ? { expression: licence } : { license: { id: licence } },
];
/** A library that was compiled into a package's WebAssembly. */
const inside = (holder: string, { name, version, licence, source }: Inside) => ({
  ...{ type: 'library', 'bom-ref': `${holder}#${name}`, name },
  ...(version !== null && { version }),
  licenses: licences(licence),
  externalReferences: [{ type: 'vcs', url: source }],
});
const sha256 = (content: string) => [{ alg: 'SHA-256', content }];

/**
 * What the built app is made of, as CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/). It says nothing of when and
 * where it was made, so that the same sources give the same bytes.
 */
export function billOfMaterials({ version, packages, models, files }: Contents): object {
  const application = {
    ...{ type: 'application', 'bom-ref': 'koubo', name: 'koubo', version },
    licenses: licences('Apache-2.0'),
  };
  const components = [
    ...packages.map((each) => {
      const purl = `pkg:npm/${each.name.replace('@', '%40')}@${each.version}`;
      return {
        ...{ type: 'library', 'bom-ref': purl, name: each.name, version: each.version, purl },
        licenses: licences(each.licence),
        ...(INSIDE[each.name] && { components: INSIDE[each.name]?.map((part) => inside(purl, part)) }),
        ...(each.homepage && { externalReferences: [{ type: 'website', url: each.homepage }] }),
      };
    }),
    ...models.map((model) => ({
      ...{ type: 'machine-learning-model', 'bom-ref': `model:${model.file}`, name: model.file },
      ...{ description: model.name, hashes: sha256(model.hash), licenses: licences(model.licence) },
    })),
    ...files
      .filter(({ path }) => path.endsWith('.wasm'))
      .map(({ path, hash }) => ({
        type: 'file',
        'bom-ref': `file:${path}`,
        name: path,
        hashes: sha256(hash),
      })),
  ];
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    ...{ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 },
    metadata: { component: application },
    components,
    dependencies: [
      { ref: 'koubo', dependsOn: components.map((component) => component['bom-ref']) },
      ...components.map((component) => ({ ref: component['bom-ref'] })),
    ],
  };
}
