/* L3 ingest: pages of an office that are no report on its work: rules, notices,
 * budgets, speeches, news of meetings. */
#ifndef JIEBAO_INGEST_REPORT_GENRE_H
#define JIEBAO_INGEST_REPORT_GENRE_H

#include "ingest/page/page.h"
#include "ingest/report/outline.h"

/* Whether a part heads a section as those of reports do, with a number or the
 * name of a kind of document: news have headings too. */
bool genre_heads_section(const Part *p);
/* Whether a title with this key (ingest/line/key.h) is that of another
 * document. */
bool genre_title_is_other(Str key);
/* Whether the page's title, or where none was found a line above its text, is
 * that of another document. */
bool genre_is_other(const Page *page, Arena scratch);
/* Whether the text, which has few headings, reads as news of a meeting or an
 * event. `named`: the title is that of a report; then it must say what an
 * office did. */
bool genre_is_news(const Page *page, const Outline *o, bool named,
                   Arena scratch);
/* Whether the first paragraphs give notice of something, ask for opinions,
 * answer a proposal, explain as an article does or make a speech. */
bool genre_is_notice(const Outline *o, Arena scratch);
/* Whether the first paragraphs speak of an office's own work, as those of a
 * report do. */
bool genre_opens_as_report(const Outline *o, Arena scratch);
/* Whether the text is a yearly report on the disclosure of information, by the
 * sections that the State Council's form of it has (国办公开办函〔2021〕30号).
 */
bool genre_is_disclosure(const Outline *o, Arena scratch);
/* Whether the text is a list of the titles of reports. */
bool genre_is_list(const Outline *o, Arena scratch);

#endif
