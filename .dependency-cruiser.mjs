/** Import rules: the tree is the data flow. Each rule says why. `scripts/checks/import-rules.test.ts` plants a violation of each. */
const ours = '^(packages|apps|sandbox|launcher|scenarios|bench)/';

export default {
  forbidden: [
    {
      name: 'pure-packages',
      comment: 'core, contracts, webex and locales are leaves: whoever reads one needs nothing else of ours.',
      severity: 'error',
      from: { path: '^packages/(core|contracts|webex|locales)/' },
      to: { path: ours, pathNot: '^packages/$1/' },
    },
    {
      name: 'core-without-platform',
      comment: 'The decision takes values and gives values; no I/O of any kind.',
      severity: 'error',
      from: { path: '^packages/(core|contracts)/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'addon-types-only',
      comment: 'The bundle carries no validators: contracts are imported as types.',
      severity: 'error',
      from: { path: '^apps/addon/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'addon-imports',
      comment: 'The add-on knows the wire and the words, nothing of the service.',
      severity: 'error',
      from: { path: '^apps/addon/' },
      to: { path: ours, pathNot: '^(apps/addon|packages/(contracts|locales))/' },
    },
    {
      name: 'addon-platform-door',
      comment:
        'Logic of the add-on runs in Node too: Apps Script globals are touched in platform/ only, which nothing but the entry points imports.',
      severity: 'error',
      from: { path: '^apps/addon/src/(sync|cards)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/addon/src/platform/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'service-imports',
      comment: 'The service uses the four packages and nothing of the other side.',
      severity: 'error',
      from: { path: '^apps/service/' },
      to: {
        path: ours,
        pathNot: '^(apps/service|packages/(core|contracts|webex|locales)|packages/testkit)/',
      },
    },
    {
      name: 'service-flow',
      comment: 'inbound → sync → outbound, store: no arrow back.',
      severity: 'error',
      from: { path: '^apps/service/src/(sync|store|outbound|seal|jobs)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/service/src/inbound/' },
    },
    {
      name: 'store-is-a-leaf',
      comment: 'SQL knows nothing of who asks.',
      severity: 'error',
      from: { path: '^apps/service/src/store/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/service/src/(sync|jobs|outbound|inbound)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-independent',
      comment: 'The outside world shares no code with the product, so it cannot share a misunderstanding.',
      severity: 'error',
      from: { path: '^(sandbox|launcher)/' },
      to: { path: '^(packages|apps|scenarios|bench)/' },
    },
    {
      name: 'web-speaks-http',
      comment:
        'The page speaks HTTP only: no state machine of the local platforms is reachable from the browser code.',
      severity: 'error',
      from: { path: '^sandbox/web/src/' },
      to: { path: '^sandbox/(google|webex|apps-script|control)/' },
    },
    {
      name: 'scenarios-outside',
      comment: 'Scenarios use page, platform APIs and control only.',
      severity: 'error',
      from: { path: '^(scenarios|bench)/' },
      to: { path: ours, pathNot: '^(scenarios|bench|packages/testkit)/' },
    },
    {
      name: 'no-test-in-production',
      comment: 'Code that ships never imports a test or the testkit.',
      severity: 'error',
      from: {
        path: '^(packages|apps|sandbox|launcher)/',
        pathNot: '(\\.test\\.ts$|/test/|^packages/testkit/)',
      },
      to: { path: '(\\.test\\.ts$|/test/|^packages/testkit/)' },
    },
    {
      name: 'no-circular',
      comment: 'A cycle has no data flow.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.tsbuild|/dist/|/generated/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
