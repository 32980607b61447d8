-- The search of one child is weighed by what the authority's lists have taught, whoever searches: also somebody of one school or
-- area, who would otherwise see other answers than their colleagues. Weights say nothing of any child (A11).
drop policy seen on linkage_models;
create policy seen on linkage_models for select to keepsight_app using (authority_id = any ((select viewer_speaks_for('see-child'))::int[]));
