"""The table of doors: who comes to which address, and what the house answers.

2 page  3 led on  0 done, nothing to show  4 asked to fill in again  9 refused with a reason
. not there  s sent to the door. A method without a row is answered 405.

The columns, in groups: the room of the matters (director, officer, verifier, archivist) · the
other room · the lead unit (head, deputy, liaison, handler) · the assisting unit (head, liaison) ·
a unit without a part · the lead's section · the leader of the sphere, another leader · the
secretary-general of the room, of the other · the observer · the administrators (system, security,
audit) · a person without a post · nobody.
"""

_TABLE = """
shell:home                            GET  3333 3333 3333 33 33 3 33 33 3 333 3 s
shell:sign_in                         GET  2222 2222 2222 22 22 2 22 22 2 222 2 2
shell:sign_in                         POST 4444 4444 4444 44 44 4 44 44 4 444 4 4
shell:sign_out                        POST 3333 3333 3333 33 33 3 33 33 3 333 3 s
shell:password                        GET  2222 2222 2222 22 22 2 22 22 2 222 2 s
shell:password                        POST 4444 4444 4444 44 44 4 44 44 4 444 4 s
shell:preferences                     POST 3333 3333 3333 33 33 3 33 33 3 333 3 3
shell:acting                          POST 9999 9999 9999 99 99 9 99 99 9 999 9 s
shell:awake                           POST 0000 0000 0000 00 00 0 00 00 0 000 0 s
shell:me                              GET  2222 2222 2222 22 22 2 22 22 2 222 2 s
shell:help                            GET  2222 2222 2222 22 22 2 22 22 2 222 2 s
shell:purges                          GET  .... .... .... .. .. . .. .. . 222 . s
shell:purges                          POST .... .... .... .. .. . .. .. . 333 . s
shell:confirm_purge                   POST .... .... .... .. .. . .. .. . 393 . s
shell:search                          GET  2222 2222 2222 22 22 2 22 22 2 222 . s
shell:counts                          GET  2222 2222 2222 22 22 2 22 22 2 222 2 s
shell:decide                          GET  .... .... .... .. .. . 22 22 . ... . s
shell:agree                           POST 9999 .... 9999 99 .. . 39 9. 9 ... . s
shell:instruct                        POST 9999 .... 9999 99 .. . 39 9. 9 ... . s
shell:inbox                           GET  2222 2222 2222 22 22 2 22 22 2 222 . s
shell:read_all                        POST 3333 3333 3333 33 33 3 33 33 3 333 . s
shell:open_message                    GET  .... .... ..3. .. .. . .. .. . ... . s
shell:desk                            GET  2222 2222 2222 22 22 2 22 22 2 222 2 s
shell:done                            GET  2222 2222 2222 22 22 2 22 22 2 ... . s
shell:calendar                        GET  2222 2222 2222 22 22 2 22 22 2 ... . s
shell:feed                            GET  2222 2222 2222 22 22 2 22 22 2 222 . s
shell:make_feed                       POST 2222 2222 2222 22 22 2 22 22 2 222 . s
shell:withdraw_feed                   POST 9999 9999 9999 99 99 9 99 99 9 999 . s
shell:ics                             GET  .... .... .... .. .. . .. .. . ... . .
shell:sign                            POST 9999 .... 3939 .. .. . .. 9. . ... . s
shell:dossier                         GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
shell:note_instruction                POST 3399 .... 9999 99 .. . 99 9. 9 ... . s
shell:digest                          GET  .... .... ..2. .. .. . .. .. . ... . s
shell:reminders                       GET  2222 2222 2222 22 22 2 22 22 2 222 . s
shell:reminders                       POST 3333 3333 3333 33 33 3 33 33 3 333 . s
shell:quiet_hours                     POST 3333 3333 3333 33 33 3 33 33 3 333 . s
shell:stop_mail                       POST .... .... ..3. .. .. . .. .. . ... . s
shell:robots                          GET  .... .... .... .. .. . .. .. . 222 . s
shell:robots                          POST .... .... .... .. .. . .. .. . 399 . s
shell:close_robot                     POST .... .... .... .. .. . .. .. . 399 . s
shell:outbox                          GET  .... .... .... .. .. . .. .. . 222 . s
shell:send_again                      POST .... .... .... .. .. . .. .. . 399 . s
shell:drop_letter                     POST .... .... .... .. .. . .. .. . 399 . s
shell:health                          GET  .... .... .... .. .. . .. .. . 222 . s
shell:run_again                       POST .... .... .... .. .. . .. .. . 399 . s
shell:throw_away                      POST .... .... .... .. .. . .. .. . 399 . s
shell:healthz                         GET  2222 2222 2222 22 22 2 22 22 2 222 2 2
organisation:units                    GET  2222 2222 2222 22 22 2 22 22 2 222 . s
organisation:groups                   GET  2222 2222 2222 22 22 2 22 22 2 222 . s
organisation:people                   GET  .... .... .... .. .. . .. .. . 222 . s
organisation:passwords                GET  .... .... .... .. .. . .. .. . .2. . s
organisation:passwords                POST .... .... .... .. .. . .. .. . .2. . s
organisation:person                   GET  .... .... 2.2. .. .. . .. .. . 222 . s
organisation:roster                   GET  2... 2... .... .. .. . .. 22 . 22. . s
organisation:roster                   POST 4... 4... .... .. .. . .. 44 . 44. . s
organisation:take_in                  POST .... .... .... .. .. . .. .. . 3.. . s
organisation:template                 GET  2... 2... .... .. .. . .. 22 . 22. . s
organisation:written_out              GET  2... 2... .... .. .. . .. 22 . 22. . s
organisation:new unit                 GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:new unit                 POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:new person               GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:new person               POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:new group                GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:new group                POST 4999 4999 9999 99 99 9 99 44 9 499 . s
organisation:unit                     GET  2222 2222 2222 22 22 2 22 22 2 222 . s
organisation:merge                    GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:merge                    POST 9999 9999 9999 99 99 9 99 99 9 399 . s
organisation:deed units found         GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed units found         POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed units rename        GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed units rename        POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed units alias         GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed units alias         POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed units place         GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed units place         POST 9999 9999 9999 99 99 9 99 99 9 399 . s
organisation:deed units amend         GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed units amend         POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed units close         GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed units close         POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed units post          GET  .... .... .... .. .. . .. .. . 22. . s
organisation:deed units post          POST 9999 9999 9999 99 99 9 99 99 9 449 . s
organisation:deed units designate     GET  2... 2... .... .. .. . .. 22 . ... . s
organisation:deed units designate     POST 4999 4999 9999 99 99 9 99 44 9 999 . s
organisation:deed units office        GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:deed units office        POST 4999 4999 9999 99 99 9 99 44 9 499 . s
organisation:deed posts appoint       GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed posts appoint       POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed posts end           GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed posts end           POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed posts sphere        GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:deed posts sphere        POST 4999 4999 9999 99 99 9 99 44 9 499 . s
organisation:deed terms hand-over     GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed terms hand-over     POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed terms end           GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed terms end           POST 9999 9999 9999 99 99 9 99 99 9 499 . s
organisation:deed terms stand-in      GET  .... .... 2.2. .. .. . .. .. . 2.. . s
organisation:deed terms stand-in      POST 9999 9999 4949 99 99 9 99 99 9 499 . s
organisation:deed people reset        GET  .... .... .... .. .. . .. .. . .2. . s
organisation:deed people reset        POST .... .... 9.9. .. .. . .. .. . 929 . s
organisation:deed people deactivate   GET  .... .... .... .. .. . .. .. . 22. . s
organisation:deed people deactivate   POST .... .... 9.9. .. .. . .. .. . 449 . s
organisation:deed people reactivate   GET  .... .... .... .. .. . .. .. . .2. . s
organisation:deed people reactivate   POST .... .... 9.9. .. .. . .. .. . 949 . s
organisation:deed spheres hand-over   GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:deed spheres hand-over   POST 4999 4999 9999 99 99 9 99 44 9 499 . s
organisation:deed spheres end         GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:deed spheres end         POST 4999 4999 9999 99 99 9 99 44 9 499 . s
organisation:deed groups change       GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:deed groups change       POST 4999 4999 9999 99 99 9 99 44 9 499 . s
organisation:deed aliases withdraw    GET  .... .... .... .. .. . .. .. . 2.. . s
organisation:deed aliases withdraw    POST 9999 9999 9999 99 99 9 99 99 9 399 . s
organisation:deed stand-ins end       GET  .... .... .... 2. .. . .. .. . 2.. . s
organisation:deed stand-ins end       POST 9999 9999 9999 39 99 9 99 99 9 399 . s
organisation:deed designations end    GET  2... 2... .... .. .. . .. 22 . ... . s
organisation:deed designations end    POST 4999 4999 9999 99 99 9 99 44 9 999 . s
organisation:deed offices end         GET  2... 2... .... .. .. . .. 22 . 2.. . s
organisation:deed offices end         POST 4999 4999 9999 99 99 9 99 44 9 499 . s
dues:limits                           GET  2222 2222 2222 22 22 2 22 22 2 222 . s
dues:limit                            GET  2222 2222 2222 22 22 2 22 22 2 222 . s
dues:limit                            POST 3999 3999 9999 99 99 9 99 33 9 399 . s
dues:year                             GET  2222 2222 2222 22 22 2 22 22 2 222 . s
dues:load                             GET  2... 2... .... .. .. . .. 22 . 2.. . s
dues:load                             POST 4999 4999 9999 99 99 9 99 44 9 499 . s
dues:take_in                          POST 3999 3999 9999 99 99 9 99 33 9 399 . s
dues:local                            GET  2... 2... .... .. .. . .. 22 . 2.. . s
dues:local                            POST 3999 3999 9999 99 99 9 99 33 9 399 . s
dues:withdraw_local                   GET  2... 2... .... .. .. . .. 22 . 2.. . s
dues:withdraw_local                   POST 3999 3999 9999 99 99 9 99 33 9 399 . s
dues:closed                           GET  2... 2... .... .. .. . .. 22 . 2.. . s
dues:closed                           POST 3999 3999 9999 99 99 9 99 33 9 399 . s
dues:withdraw_closed                  GET  2... 2... .... .. .. . .. 22 . 2.. . s
dues:withdraw_closed                  POST 3999 3999 9999 99 99 9 99 33 9 399 . s
dues:hours                            GET  2... 2... .... .. .. . .. 22 . 2.. . s
dues:hours                            POST 3999 3999 9999 99 99 9 99 33 9 399 . s
intake:documents                      GET  2222 2222 2222 22 22 2 22 22 2 222 . s
intake:take_in                        GET  22.. 22.. .... .. .. . .. .. . ... . s
intake:take_in                        POST 3399 3399 9999 99 99 9 99 99 9 999 . s
intake:scan                           GET  .2.. .... .... .. .. . .. .. . ... . s
intake:scan                           POST .3.. .... .... .. .. . .. .. . ... . s
intake:see                            POST .3.. .... .... .. .. . .. .. . ... . s
intake:give_up                        POST .3.. .... .... .. .. . .. .. . ... . s
intake:document                       GET  2222 .... .... .. .. . .. 2. . ... . s
intake:correct                        GET  22.. .... .... .. .. . .. .. . ... . s
intake:correct                        POST 3399 .... .... .. .. . .. 9. . ... . s
intake:original                       GET  2222 .... .... .. .. . .. 2. . ... . s
intake:note_instruction               POST 3399 .... .... .. .. . .. 9. . ... . s
breakdown:workbench                   GET  22.. .... .... .. .. . .. .. . ... . s
breakdown:open_list                   POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:answer                      POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:add                         POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:submit                      POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:edit                        POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:accept                      POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:skip                        POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:take_back                   POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:mark                        POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:advise                      POST .... .... .... .. .. . .. .. . ... . s
breakdown:undo                        POST 93.. .... .... .. .. . .. .. . ... . s
breakdown:settle                      POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:merge                       POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:split                       POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:hold                        POST 00.. .... .... .. .. . .. .. . ... . s
breakdown:ask_for                     POST 33.. .... .... .. .. . .. .. . ... . s
breakdown:give_up                     POST 99.. .... .... .. .. . .. .. . ... . s
breakdown:list                        GET  2222 .... .... .. .. . .. 2. . ... . s
breakdown:list_excel                  GET  2222 .... .... .. .. . .. 2. . ... . s
breakdown:send_back                   POST 3999 .... .... .. .. . .. 9. . ... . s
breakdown:approve                     POST 3999 .... .... .. .. . .. 9. . ... . s
breakdown:issue                       POST 3999 .... .... .. .. . .. 9. . ... . s
breakdown:notices                     GET  2222 2222 2222 22 22 2 22 22 2 222 . s
breakdown:notice                      GET  2222 .... 2222 .. .. . .. 2. . ... . s
breakdown:sign                        POST 9999 .... 3939 .. .. . .. 9. . ... . s
breakdown:lessons                     GET  22.. 22.. .... .. .. . .. .. . ... . s
breakdown:turn_lesson                 POST 39.. 39.. .... .. .. . .. .. . ... . s
breakdown:lights                      GET  2... 2... .... .. .. . .. .. . 2.. . s
breakdown:lights                      POST 3... 3... .... .. .. . .. .. . 3.. . s
breakdown:takeover                    GET  2... 2... .... .. .. . .. .. . ... . s
breakdown:takeover                    POST 3... 3... .... .. .. . .. .. . ... . s
breakdown:takeover_sheet              POST 4... 4... .... .. .. . .. .. . ... . s
breakdown:takeover_confirm            POST 3... .... .... .. .. . .. .. . ... . s
breakdown:takeover_template           GET  2... 2... .... .. .. . .. .. . ... . s
breakdown:revise                      POST 9999 .... .... .. .. . .. 9. . ... . s
breakdown:answer_for                  POST 3399 .... .... .. .. . .. 9. . ... . s
breakdown:input_file                  GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
breakdown:ledger                      GET  2222 2222 2222 22 22 2 22 22 2 222 . s
breakdown:ledger_excel                GET  2222 2222 2222 22 22 2 22 22 2 222 . s
breakdown:bulk                        POST .... .... 2.2. 22 99 . .. .. . ... . s
breakdown:bulk_do                     POST .... .... 2.2. 22 99 . .. .. . ... . s
breakdown:export                      POST 2222 2222 2222 22 22 2 22 22 2 222 . s
breakdown:exported                    GET  2... .... .... .. .. . .. .. . ... . s
breakdown:export_file                 GET  2... .... .... .. .. . .. .. . ... . s
breakdown:views                       POST 3333 3333 3333 33 33 3 33 33 3 333 . s
breakdown:view                        POST 3... .... .... .. .. . .. .. . ... . s
reporting:verify_queue                GET  2222 2222 2222 22 22 2 22 22 2 222 . s
reporting:sign_queue                  GET  .... .... 2222 22 22 2 .. .. . ... . s
reporting:sign_report                 POST .... .... 3399 .. .. . .. .. . ... . s
reporting:sign_slip                   POST .... .... 3999 .. .. . .. .. . ... . s
reporting:sign_chosen                 POST .... .... 3399 99 99 9 .. .. . ... . s
reporting:signing_rule                POST .... .... 3999 39 39 9 .. .. . ... . s
reporting:verify_history              GET  222. 222. .... .. .. . .. .. . ... . s
reporting:evidence                    GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
reporting:review_report               GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
reporting:review_report               POST 3399 .... 9999 99 .. . 99 9. 9 ... . s
reporting:report                      GET  9999 .... 2222 99 .. . 99 9. 9 ... . s
reporting:report                      POST 9999 .... 3333 99 .. . 99 9. 9 ... . s
reporting:report_draft                POST 9999 .... 2222 99 .. . 99 9. 9 ... . s
reporting:divide                      GET  9999 .... 2299 99 .. . 99 9. 9 ... . s
reporting:divide                      POST 9999 .... 3399 99 .. . 99 9. 9 ... . s
reporting:input                       GET  9999 .... 9999 22 .. . 99 9. 9 ... . s
reporting:input                       POST 9999 .... 9999 33 .. . 99 9. 9 ... . s
reporting:waive                       GET  9999 .... 2999 99 .. . 99 9. 9 ... . s
reporting:waive                       POST 9999 .... 3999 99 .. . 99 9. 9 ... . s
reporting:suspend                     GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:suspend                     POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:prolong                     GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:prolong                     POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:resume                      GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:resume                      POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:urge                        GET  2299 .... 9999 99 .. . 99 9. 9 ... . s
reporting:urge                        POST 3399 .... 9999 99 .. . 99 9. 9 ... . s
reporting:submit                      GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:submit                      POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:reissue                     GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:reissue                     POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:terminate                   GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:terminate                   POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:move_date                   GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:move_date                   POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:inspect                     GET  9999 .... 2299 .. .. 9 99 9. 9 ... . s
reporting:inspect                     POST 9999 .... 3399 .. .. 9 99 9. 9 ... . s
reporting:plan                        GET  9999 .... 2222 99 .. . 99 9. 9 ... . s
reporting:plan                        POST 9999 .... 3333 99 .. . 99 9. 9 ... . s
reporting:claim                       GET  9999 .... 2222 99 .. . 99 9. 9 ... . s
reporting:claim                       POST 9999 .... 3333 99 .. . 99 9. 9 ... . s
reporting:return                      GET  9999 .... 2222 99 .. . 99 9. 9 ... . s
reporting:return                      POST 9999 .... 3333 99 .. . 99 9. 9 ... . s
reporting:reassign                    GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:reassign                    POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:insist                      GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:insist                      POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:review                      GET  2299 .... 9999 99 .. . 99 9. 9 ... . s
reporting:review                      POST 3399 .... 9999 99 .. . 99 9. 9 ... . s
reporting:verify                      GET  2229 .... 9999 99 .. . 99 9. 9 ... . s
reporting:verify                      POST 3339 .... 9999 99 .. . 99 9. 9 ... . s
reporting:complete                    GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:complete                    POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:write_off                   GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:write_off                   POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:file                        GET  2992 .... 9999 99 .. . 99 9. 9 ... . s
reporting:file                        POST 3993 .... 9999 99 .. . 99 9. 9 ... . s
reporting:reopen                      GET  2999 .... 9999 99 .. . 99 9. 9 ... . s
reporting:reopen                      POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
coordination:requests                 GET  2222 2222 2222 22 22 2 22 22 2 ... . s
coordination:request                  GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
coordination:request                  POST 3999 .... 9999 99 .. . 99 9. 9 ... . s
coordination:request_paper            GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
coordination:request_file             GET  2222 .... 2222 22 .. . 22 2. 2 ... . s
coordination:ask_request              GET  9999 .... 2222 99 .. . 99 9. 9 ... . s
coordination:ask_request              POST 9999 .... 3333 99 .. . 99 9. 9 ... . s
coordination:asks                     GET  2222 2222 2222 22 22 2 22 22 2 222 . s
coordination:new_ask                  GET  22.. 22.. 2222 22 22 2 .. 22 . ... . s
coordination:new_ask                  POST 3399 3399 3333 33 33 3 99 33 9 999 . s
coordination:ask                      GET  22.. 22.. 2222 22 .. . .. 22 2 ... . s
coordination:edit_ask                 GET  .... .... 2222 .. .. . .. .. . ... . s
coordination:edit_ask                 POST .... .... 3333 .. .. . .. .. . ... . s
coordination:move_ask send            POST .... .... 3999 .. .. . .. .. . ... . s
coordination:move_ask close           POST 99.. 99.. 3333 99 .. . .. 99 9 ... . s
coordination:addressees               GET  22.. 22.. 2222 .. .. . .. 22 2 ... . s
coordination:ask_excel                GET  22.. 22.. 2222 .. .. . .. 22 2 ... . s
coordination:press                    POST 99.. 99.. 3333 99 .. . .. 99 9 ... . s
coordination:reply                    POST 99.. 99.. 9999 33 .. . .. 99 9 ... . s
coordination:decide_reply             POST 99.. 99.. 3333 .. .. . .. 99 9 ... . s
coordination:ask_file                 GET  22.. 22.. 2222 22 .. . .. 22 2 ... . s
coordination:value_file               GET  22.. 22.. 2222 22 .. . .. 22 2 ... . s
coordination:burden                   GET  22.. 22.. 2222 22 22 2 .. 22 . ... . s
coordination:burden_asked             GET  22.. 22.. 2222 22 22 2 .. 22 . ... . s
coordination:dormant                  GET  22.. 22.. 22.. 2. 2. . .. 22 . ... . s
"""
TABLE = {
    (label.strip(), method): " ".join(signs)
    for line in _TABLE.strip().splitlines()
    for label, (method, *signs) in [(line[:38], line[38:].split())]
}

OPENER = "须由批准立项的领导或督查室主任（子事项由交办单位负责人）办理"
# Where something is visible and the deed is not theirs: the sentence that says whose it is.
KEEPERS = "须由督查室主任、秘书长或系统管理员办理"
REFUSALS: dict[str, str | set[str]] = {
    "shell:acting": "这个职务已经结束，或不由您担任。",
    "shell:confirm_purge": "清除须由提出人以外的另一名管理员确认",
    "shell:sign": "签收须由主送单位的联络员或主要负责人办理",
    "shell:note_instruction": "批示登记须由督查室办理",
    "shell:robots": "设置群机器人须由系统管理员办理",
    "shell:close_robot": "停用渠道须由系统管理员办理",
    "shell:send_again": "再次发送须由系统管理员办理",
    "shell:drop_letter": "作废须由系统管理员办理",
    "shell:run_again": "重新执行须由系统管理员办理",
    "shell:throw_away": "放弃任务须由系统管理员办理",
    "organisation:new unit": "设立最上级单位须由系统管理员办理",
    "organisation:new person": "登记人员须由系统管理员办理",
    "organisation:new group": "设立分组须由督查室主任、秘书长或系统管理员办理",
    "organisation:merge": "单位并入须由系统管理员办理",
    "organisation:deed units found": "设立下级单位须由系统管理员办理",
    "organisation:deed units rename": "更名须由系统管理员办理",
    "organisation:deed units alias": "登记别名须由系统管理员办理",
    "organisation:deed units place": "调整隶属须由系统管理员办理",
    "organisation:deed units amend": "更正登记须由系统管理员办理",
    "organisation:deed units close": "撤销单位须由系统管理员办理",
    "organisation:deed units post": "设立职务须由系统管理员或安全管理员办理",
    "organisation:deed units designate": "登记授权须由督查室主任或秘书长办理",
    "organisation:deed units office": "登记领导小组办公室须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed posts appoint": "任职须由系统管理员（管理员职务由安全管理员）办理",
    "organisation:deed posts end": "撤销职务须由系统管理员（管理员职务由安全管理员）办理",
    "organisation:deed posts sphere": "确定分管领域须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed terms hand-over": (
        "工作交接须由系统管理员（管理员任职由安全管理员、本人除外）办理"
    ),
    "organisation:deed terms end": "免职须由系统管理员（管理员任职由安全管理员、本人除外）办理",
    "organisation:deed terms stand-in": (
        "设置代行须由任职者本人、本单位或上级单位主要负责人或系统管理员（管理员职务由安全管理"
        "员）办理"
    ),
    "organisation:deed people reset": "重置密码须由安全管理员（本人除外）办理",
    "organisation:deed people deactivate": (
        "停用账号须由系统管理员或安全管理员（管理员账号由安全管理员、本人除外）办理"
    ),
    "organisation:deed people reactivate": "恢复账号须由安全管理员（本人除外）办理",
    "organisation:deed spheres hand-over": "调整分工须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed spheres end": "不再分管须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed groups change": "调整分组须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed aliases withdraw": "撤回别名须由系统管理员办理",
    "organisation:deed stand-ins end": (
        "收回代行须由任职者本人、本单位或上级单位主要负责人或系统管理员（管理员职务由安全管理"
        "员）办理"
    ),
    "organisation:deed designations end": "终止授权须由督查室主任或秘书长办理",
    "organisation:deed offices end": "撤销领导小组办公室须由督查室主任、秘书长或系统管理员办理",
    "dues:limit": f"设定本地时限{KEEPERS}",
    "dues:load": f"装入放假安排{KEEPERS}",
    "dues:take_in": f"装入放假安排{KEEPERS}",
    "dues:local": f"设定本地节假日{KEEPERS}",
    "dues:withdraw_local": f"撤回本地节假日{KEEPERS}",
    "dues:closed": f"设定封闭期{KEEPERS}",
    "dues:withdraw_closed": f"撤回封闭期{KEEPERS}",
    "dues:hours": f"设定办公时间{KEEPERS}",
    "intake:take_in": "收文登记须由督查室或经书面指定的单位办理",
    "intake:correct": "更正登记须由登记文件的督查室人员办理",
    "intake:note_instruction": "批示登记须由督查室办理",
    "breakdown:undo": "没有可以撤销的步骤",
    "breakdown:give_up": "这条草稿不在您手里",
    "breakdown:answer_for": "签发权限须由负责该清单的督查员或主任确定",
    "breakdown:send_back": "退回修改须由负责该清单的督查室主任办理",
    "breakdown:approve": "立项审批须由按签发权限签发该清单的领导或督查室主任办理",
    "shell:withdraw_feed": "没有在用的订阅地址",
    "breakdown:turn_lesson": "习得的叫法和用语由督查室主任撤回或恢复",
    "breakdown:issue": "分解交办须由负责该清单的督查室主任办理",
    "breakdown:bulk": "请先勾选事项",
    "breakdown:bulk_do": "请先勾选事项",
    "breakdown:revise": "请选择要变更的事项",
    "breakdown:sign": "签收须由主送单位的联络员或主要负责人办理",
    "reporting:review_report": (
        "审核通过须由督办该事项的督查员或主任（子事项由交办单位负责人），且不得是填报人办理"
    ),
    "reporting:report": "报送进展须由牵头单位办理",
    "reporting:report_draft": "报送进展须由牵头单位办理",
    "reporting:plan": "倒排工期须由牵头单位办理",
    "reporting:sign_report": "审签报送须由牵头单位负责人，且不得是填报人办理",
    "reporting:sign_slip": "签发须由牵头单位主要负责人办理",
    # With nothing of one's own unit among what is ticked, nothing is ticked.
    "reporting:sign_chosen": {
        "审签报送须由牵头单位负责人，且不得是填报人办理",
        "请先勾选要审签的报告",
    },
    "reporting:signing_rule": "报送方式须由单位主要负责人设定",
    "reporting:divide": "再分解须由牵头单位主要负责人或分管领导办理",
    "reporting:inspect": (
        "验收须由交办该子事项的单位主要负责人或分管领导，且不得是申请办结的人办理"
    ),
    "reporting:input": "提出协办意见须由责任、配合单位办理",
    "reporting:waive": "免除协办意见须由牵头单位主要负责人办理",
    "reporting:suspend": f"挂起{OPENER}",
    "reporting:prolong": f"继续挂起{OPENER}",
    "reporting:resume": f"恢复办理{OPENER}",
    "reporting:terminate": f"终止{OPENER}",
    "reporting:move_date": f"调整时限{OPENER}",
    "reporting:urge": (
        "催办须由督办该事项的督查员或主任（子事项由交办单位主要负责人或分管领导）办理"
    ),
    "reporting:submit": "呈批须由督办该事项的督查室主任办理",
    "reporting:reissue": "再次交办须由督办该事项的督查室主任办理",
    "reporting:claim": "申请办结须由牵头单位主要负责人办理",
    "reporting:return": "退回须由牵头单位主要负责人办理",
    "reporting:reassign": "重新交办须由督办该事项的督查室主任（子事项由交办单位负责人）办理",
    "reporting:insist": "驳回退回须由督办该事项的督查室主任（子事项由交办单位负责人）办理",
    "reporting:review": "初审通过须由督办该事项的督查员或主任，且不得是申请办结的人办理",
    "reporting:verify": (
        "核查通过须由督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其"
        "上级办理"
    ),
    "shell:agree": "同意办结须由呈批的领导办理",
    "shell:instruct": "批示再办须由呈批的领导办理",
    "reporting:complete": "批准办结须由督办该事项的督查室主任办理",
    "reporting:write_off": "销号须由督办该事项的督查室主任办理",
    "reporting:file": "归档须由督办该事项的归档员办理",
    "coordination:new_ask": "拟稿须由发起单位办理",
    "coordination:move_ask send": "签发须由发起单位主要负责人办理",
    "coordination:move_ask close": "收结须由发起单位办理",
    "coordination:press": "提醒静默单位须由发起单位办理",
    "coordination:reply": "答复须由主送单位办理",
    "coordination:decide_reply": "收讫须由发起单位办理",
    "reporting:reopen": "重新督办须由督办该事项的督查室主任办理",
    "coordination:ask_request": "申请延期须由牵头单位办理",
    "coordination:request": (
        "同意须由批准立项的领导或督查室主任（子事项由交办单位负责人），且不得是申请人办理"
    ),
}
