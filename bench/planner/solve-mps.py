"""Solves the MPS file named first within the seconds named second; prints one line of JSON."""
import json
import resource
import sys
import time

import highspy

highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.readModel(sys.argv[1])
# The solver's clock has run since it was made, reading included.
highs.setOptionValue("time_limit", highs.getRunTime() + float(sys.argv[2]))
highs.setOptionValue("threads", 1)
# Processor seconds: a busy machine does not lengthen them.
start = time.process_time()
highs.run()
seconds = time.process_time() - start
optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
print(
    json.dumps(
        {
            "status": "optimal" if optimal else "limit",
            "seconds": seconds,
            "objective": highs.getInfo().objective_function_value,
            "rows": highs.getNumRow(),
            "columns": highs.getNumCol(),
            "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
