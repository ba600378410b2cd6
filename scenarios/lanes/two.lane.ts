/** Stories that share one product: half of them, so that two cores are busy for the same time. */
import '../following.scenario.ts';
import '../health.scenario.ts';
import '../keeping.scenario.ts';
import '../writes-on-events.scenario.ts';
