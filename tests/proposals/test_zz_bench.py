import time, cProfile, pstats
from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_file_200(staff, make_member, make_proposal):
    from luzhi.proposals import review
    from luzhi.workflow.engine import perform
    _a, person = make_member("m")
    ps=[make_proposal(f"p{n}", person) for n in range(30)]
    for p in ps: perform(p,"submit",by=staff)
    with CaptureQueriesContext(connection) as q:
        review.decide_many([ps[0].pk], "file", by=staff)
    print(len(q))
    from collections import Counter
    import re
    c=Counter(re.sub(r"\d+|'[^']*'","?",x["sql"])[:90] for x in q.captured_queries)
    for k,v in c.most_common(30): print(v,k)
    pr=cProfile.Profile(); pr.enable()
    t=time.time()
    review.decide_many([p.pk for p in ps[1:]],"file",by=staff)
    print(time.time()-t)
    pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
