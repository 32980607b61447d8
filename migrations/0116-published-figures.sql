-- What the Department for Education publishes of its termly collection of children missing education, beside which an authority's own
-- numbers are read. Public, and of no child: shares of all children, in hundredths, of England and its regions.
create table published_figures (
  -- The school year by the year in which it begins, and its term: 1 autumn, 2 spring, 3 summer.
  year int not null,
  term int not null check (term between 1 and 3),
  -- England, or a region by its name.
  place text not null,
  topic text not null,
  breakdown text not null,
  -- 0 also where the department says that it is low: less than half a hundredth.
  percent int not null check (percent between 0 and 100),
  primary key (place, year, term, topic, breakdown)
);
-- In which region an authority lies, by its number, as the same publication says.
create table authority_regions (
  code character(3) primary key,
  region text not null
);
grant select on published_figures, authority_regions to keepsight_app;

-- Autumn terms of 2024/25 and 2025/26: Children missing education, Explore education statistics.
insert into published_figures (year, term, place, topic, breakdown, percent)
select year, 1, 'England', topic, breakdown, percent from (values
  (2024, 'Duration', 'Less than 2 weeks', 14),
  (2024, 'Duration', '2 to 4 weeks', 15),
  (2024, 'Duration', '4 to 8 weeks', 11),
  (2024, 'Duration', '8 to 12 weeks', 9),
  (2024, 'Duration', '12 to 26 weeks', 16),
  (2024, 'Duration', '26 to 52 weeks', 11),
  (2024, 'Duration', 'Over 52 weeks', 17),
  (2024, 'Duration', 'Unknown', 7),
  (2024, 'Sex', 'Female', 45),
  (2024, 'Sex', 'Male', 54),
  (2024, 'Sex', 'Unknown', 1),
  (2024, 'Year group', 'Reception', 2),
  (2024, 'Year group', 'Year 1', 6),
  (2024, 'Year group', 'Year 2', 6),
  (2024, 'Year group', 'Year 3', 7),
  (2024, 'Year group', 'Year 4', 7),
  (2024, 'Year group', 'Year 5', 7),
  (2024, 'Year group', 'Year 6', 6),
  (2024, 'Year group', 'Year 7', 10),
  (2024, 'Year group', 'Year 8', 11),
  (2024, 'Year group', 'Year 9', 12),
  (2024, 'Year group', 'Year 10', 13),
  (2024, 'Year group', 'Year 11', 13),
  (2024, 'Year group', 'Unknown', 1),
  (2025, 'Duration', 'Less than 2 weeks', 14),
  (2025, 'Duration', '2 to 4 weeks', 17),
  (2025, 'Duration', '4 to 8 weeks', 10),
  (2025, 'Duration', '8 to 12 weeks', 9),
  (2025, 'Duration', '12 to 26 weeks', 14),
  (2025, 'Duration', '26 to 52 weeks', 12),
  (2025, 'Duration', 'Over 52 weeks', 16),
  (2025, 'Duration', 'Unknown', 8),
  (2025, 'Sex', 'Female', 45),
  (2025, 'Sex', 'Male', 53),
  (2025, 'Sex', 'Unknown', 1),
  (2025, 'Year group', 'Reception', 2),
  (2025, 'Year group', 'Year 1', 7),
  (2025, 'Year group', 'Year 2', 6),
  (2025, 'Year group', 'Year 3', 6),
  (2025, 'Year group', 'Year 4', 6),
  (2025, 'Year group', 'Year 5', 6),
  (2025, 'Year group', 'Year 6', 7),
  (2025, 'Year group', 'Year 7', 11),
  (2025, 'Year group', 'Year 8', 10),
  (2025, 'Year group', 'Year 9', 11),
  (2025, 'Year group', 'Year 10', 13),
  (2025, 'Year group', 'Year 11', 12),
  (2025, 'Year group', 'Unknown', 1),
  (2025, 'Primary reason', 'Moved in from another local authority', 8),
  (2025, 'Primary reason', 'Moved in from another country', 2),
  (2025, 'Primary reason', 'School application awaiting outcome', 13),
  (2025, 'Primary reason', 'Offered school place but not yet accepted', 3),
  (2025, 'Primary reason', 'Waiting school start', 5),
  (2025, 'Primary reason', 'Did not get school preference', 3),
  (2025, 'Primary reason', 'Unsuitable elective home education', 9),
  (2025, 'Primary reason', 'Difficulty accessing suitable school place', 3),
  (2025, 'Primary reason', 'School dissatisfaction general', 0),
  (2025, 'Primary reason', 'School dissatisfaction SEND', 0),
  (2025, 'Primary reason', 'Mental health', 0),
  (2025, 'Primary reason', 'Physical health', 0),
  (2025, 'Primary reason', 'Parental decision not to register at school', 0),
  (2025, 'Primary reason', 'Did not apply for school place at compulsory school age', 0),
  (2025, 'Primary reason', 'Challenging school attendance order', 1),
  (2025, 'Primary reason', 'Believed to have moved to another local authority', 8),
  (2025, 'Primary reason', 'Believed to have moved to another country', 10),
  (2025, 'Primary reason', 'Unknown', 16),
  (2025, 'Primary reason', 'Not recorded', 7),
  (2025, 'Primary reason', 'Other', 13)
) as england (year, topic, breakdown, percent);
