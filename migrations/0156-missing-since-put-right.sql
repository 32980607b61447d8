-- The day since when the child of a case is missing education may be learnt better later: the opening is put right, and its copy follows.
grant update (missing_since) on cases to keepsight_app;
