export const LOAD_HELP = `Load an HTTP service and measure it.

  assay load URL [options]                     load it and show its latencies
  assay load --compare URL-A URL-B [options]   is B slower than A?
  assay load --find-capacity --slo 'p99<100ms' URL

How much
  -c, --connections N   users at once, or connections at most with -R   [10]
  -d, --duration TIME   8s, 1m, 500ms                                   [10s]
  -n, --requests N      stop after so many requests
  -R, --rate N          so many requests per second, whatever the service does;
                        latency then counts from the instant each was due.
                        Without it each user waits for the answer.
      --uniform         with -R: evenly spaced instead of at random
      --ramp FROM-TO    from one rate to another over the duration
      --steps LIST      100x10s,200x10s: one rate after the other
      --replay FILE     at the instants of an access log, a HAR file, or a file
                        with one to a line, in milliseconds
  -t, --threads N       threads of the generator                        [1]

What
  -m, --method NAME     default GET, POST with a body
  -H, --header 'K: V'   may be given several times
  -b, --body TEXT       or @FILE
  -s, --scenario FILE   JSON with scenarios, users and thresholds
                        (docs/scenarios has some to start from)
      --har FILE        a session as browsers save it: its requests to the host
                        of URL, in order, with the pauses between them
      --timeout TIME    deadline of a request                           [10s]
  -k, --insecure        accept any certificate
      --http2           HTTP/2 (over http: without being asked); costs more

Which service
      --start 'COMMAND' starts it (PORT is set), measures, and ends it; of
                        Node.js the delay of the event loop is measured, too
      --workers 1,2,4   with --start: the rate by number of workers, which the
                        command has as {workers} and in WEB_CONCURRENCY

Result
      --json            the result alone on stdout
      --hdr FILE        percentile distribution as HdrHistogram writes it, too
      --k6 FILE         write this load as a script for k6; nothing is sent
      --fail 'COND'     exit 1 unless it holds: 'p95<200ms', 'errors<1%',
                        'rate>500'; may be given several times
      --margin PERCENT  --compare: smaller changes do not matter        [5%]
      --seed N          of the random arrivals                          [1]

  --i-am-authorized HOST  load a host that is not this machine

Examples
  assay load http://127.0.0.1:3000/ -c 50 -d 10s
  assay load http://127.0.0.1:3000/api -R 500 -d 1m --fail 'p99<100ms'

Exit code 0: measured, thresholds hold; 1: a threshold does not hold, B is
slower, or the run is void though thresholds were set; 2: could not run, was
stopped, nobody answered, or the service ended on the way.
`
