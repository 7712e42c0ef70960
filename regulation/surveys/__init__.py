"""Statistical surveys: returns, monitoring, quick surveys. Nobody who supervises can read what is filed here.

What a respondent states to the statistics may not become the basis of a licence, a penalty or any other
act against it (《统计法》第二十八条, 《统计法实施条例》第三十条). So these tables have a schema of their own,
open to a database role of their own, and no area of supervision may import this one. Everything works
inside `session.statistics()`; administrative data may come in, figures never go out but through the
released tables.
"""
