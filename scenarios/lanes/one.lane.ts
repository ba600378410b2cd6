/** Stories that share one product: half of them, so that two cores are busy for the same time. */
import '../copies-and-deletions.scenario.ts';
import '../first-link.scenario.ts';
import '../people.scenario.ts';
