"""The table of doors: who comes to which address, and what the house answers.

2 page  3 led on  0 done, nothing to show  4 asked to fill in again  9 refused with a reason
. not there  s sent to the door. A method without a row is answered 405.

The columns, in groups: the room of the matters (director, officer, verifier, archivist) · the
other room · the lead unit (head, deputy, liaison, handler) · the assisting unit (head, liaison) ·
a unit without a part · the lead's section · the leader of the sphere, another leader · the
secretary-general of the room, of the other · the observer, the assessor · the administrators
(system, security, audit) · a person without a post · nobody.
"""

from tests.house import assessing, balloting
from tests.house.doors_assessment import BOARD
from tests.house.stepping import DOORS

_TABLE = """
shell:home                            GET  3333 3333 3333 33 33 3 33 33 33 333 3 s
shell:sign_in                         GET  2222 2222 2222 22 22 2 22 22 22 222 2 2
shell:sign_in                         POST 4444 4444 4444 44 44 4 44 44 44 444 4 4
shell:sign_out                        POST 3333 3333 3333 33 33 3 33 33 33 333 3 s
shell:password                        GET  2222 2222 2222 22 22 2 22 22 22 222 2 s
shell:password                        POST 4444 4444 4444 44 44 4 44 44 44 444 4 s
shell:preferences                     POST 3333 3333 3333 33 33 3 33 33 33 333 3 3
shell:acting                          POST 9999 9999 9999 99 99 9 99 99 99 999 9 s
shell:awake                           POST 0000 0000 0000 00 00 0 00 00 00 000 0 s
shell:me                              GET  2222 2222 2222 22 22 2 22 22 22 222 2 s
shell:help                            GET  2222 2222 2222 22 22 2 22 22 22 222 2 s
shell:purges                          GET  .... .... .... .. .. . .. .. .. 222 . s
shell:purges                          POST .... .... .... .. .. . .. .. .. 333 . s
shell:confirm_purge                   POST .... .... .... .. .. . .. .. .. 393 . s
shell:search                          GET  2222 2222 2222 22 22 2 22 22 22 222 . s
shell:counts                          GET  2222 2222 2222 22 22 2 22 22 22 222 2 s
shell:decide                          GET  .... .... .... .. .. . 22 22 .. ... . s
shell:agree                           POST 9999 .... 9999 99 .. . 39 9. 99 ... . s
shell:instruct                        POST 9999 .... 9999 99 .. . 39 9. 99 ... . s
shell:inbox                           GET  2222 2222 2222 22 22 2 22 22 22 222 . s
shell:read_all                        POST 3333 3333 3333 33 33 3 33 33 33 333 . s
shell:open_message                    GET  .... .... ..3. .. .. . .. .. .. ... . s
shell:desk                            GET  2222 2222 2222 22 22 2 22 22 22 222 2 s
shell:done                            GET  2222 2222 2222 22 22 2 22 22 22 ... . s
shell:calendar                        GET  2222 2222 2222 22 22 2 22 22 22 ... . s
shell:feed                            GET  2222 2222 2222 22 22 2 22 22 22 222 . s
shell:make_feed                       POST 2222 2222 2222 22 22 2 22 22 22 222 . s
shell:withdraw_feed                   POST 9999 9999 9999 99 99 9 99 99 99 999 . s
shell:ics                             GET  .... .... .... .. .. . .. .. .. ... . .
shell:sign                            POST 9999 .... 3939 .. .. . .. 9. .. ... . s
shell:dossier                         GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
shell:note_instruction                POST 3399 .... 9999 99 .. . 99 9. 99 ... . s
shell:digest                          GET  .... .... ..2. .. .. . .. .. .. ... . s
shell:reminders                       GET  2222 2222 2222 22 22 2 22 22 22 222 . s
shell:reminders                       POST 3333 3333 3333 33 33 3 33 33 33 333 . s
shell:quiet_hours                     POST 3333 3333 3333 33 33 3 33 33 33 333 . s
shell:stop_mail                       POST .... .... ..3. .. .. . .. .. .. ... . s
shell:robots                          GET  .... .... .... .. .. . .. .. .. 222 . s
shell:robots                          POST .... .... .... .. .. . .. .. .. 399 . s
shell:close_robot                     POST .... .... .... .. .. . .. .. .. 399 . s
shell:outbox                          GET  .... .... .... .. .. . .. .. .. 222 . s
shell:send_again                      POST .... .... .... .. .. . .. .. .. 399 . s
shell:drop_letter                     POST .... .... .... .. .. . .. .. .. 399 . s
shell:health                          GET  .... .... .... .. .. . .. .. .. 222 . s
shell:run_again                       POST .... .... .... .. .. . .. .. .. 399 . s
shell:throw_away                      POST .... .... .... .. .. . .. .. .. 399 . s
shell:healthz                         GET  2222 2222 2222 22 22 2 22 22 22 222 2 2
organisation:units                    GET  2222 2222 2222 22 22 2 22 22 22 222 . s
organisation:groups                   GET  2222 2222 2222 22 22 2 22 22 22 222 . s
organisation:people                   GET  .... .... .... .. .. . .. .. .. 222 . s
organisation:passwords                GET  .... .... .... .. .. . .. .. .. .2. . s
organisation:passwords                POST .... .... .... .. .. . .. .. .. .2. . s
organisation:person                   GET  .... .... 2.2. .. .. . .. .. .. 222 . s
organisation:roster                   GET  2... 2... .... .. .. . .. 22 .. 22. . s
organisation:roster                   POST 4... 4... .... .. .. . .. 44 .. 44. . s
organisation:take_in                  POST .... .... .... .. .. . .. .. .. 3.. . s
organisation:template                 GET  2... 2... .... .. .. . .. 22 .. 22. . s
organisation:written_out              GET  2... 2... .... .. .. . .. 22 .. 22. . s
organisation:new unit                 GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:new unit                 POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:new person               GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:new person               POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:new group                GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:new group                POST 4999 4999 9999 99 99 9 99 44 99 499 . s
organisation:unit                     GET  2222 2222 2222 22 22 2 22 22 22 222 . s
organisation:merge                    GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:merge                    POST 9999 9999 9999 99 99 9 99 99 99 399 . s
organisation:deed units found         GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed units found         POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed units rename        GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed units rename        POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed units alias         GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed units alias         POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed units place         GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed units place         POST 9999 9999 9999 99 99 9 99 99 99 399 . s
organisation:deed units amend         GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed units amend         POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed units close         GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed units close         POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed units post          GET  .... .... .... .. .. . .. .. .. 22. . s
organisation:deed units post          POST 9999 9999 9999 99 99 9 99 99 99 449 . s
organisation:deed units designate     GET  2... 2... .... .. .. . .. 22 .. ... . s
organisation:deed units designate     POST 4999 4999 9999 99 99 9 99 44 99 999 . s
organisation:deed units office        GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:deed units office        POST 4999 4999 9999 99 99 9 99 44 99 499 . s
organisation:deed posts appoint       GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed posts appoint       POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed posts end           GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed posts end           POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed posts sphere        GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:deed posts sphere        POST 4999 4999 9999 99 99 9 99 44 99 499 . s
organisation:deed terms hand-over     GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed terms hand-over     POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed terms end           GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed terms end           POST 9999 9999 9999 99 99 9 99 99 99 499 . s
organisation:deed terms stand-in      GET  .... .... 2.2. .. .. . .. .. .. 2.. . s
organisation:deed terms stand-in      POST 9999 9999 4949 99 99 9 99 99 99 499 . s
organisation:deed people reset        GET  .... .... .... .. .. . .. .. .. .2. . s
organisation:deed people reset        POST .... .... 9.9. .. .. . .. .. .. 929 . s
organisation:deed people deactivate   GET  .... .... .... .. .. . .. .. .. 22. . s
organisation:deed people deactivate   POST .... .... 9.9. .. .. . .. .. .. 449 . s
organisation:deed people reactivate   GET  .... .... .... .. .. . .. .. .. .2. . s
organisation:deed people reactivate   POST .... .... 9.9. .. .. . .. .. .. 949 . s
organisation:deed spheres hand-over   GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:deed spheres hand-over   POST 4999 4999 9999 99 99 9 99 44 99 499 . s
organisation:deed spheres end         GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:deed spheres end         POST 4999 4999 9999 99 99 9 99 44 99 499 . s
organisation:deed groups change       GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:deed groups change       POST 4999 4999 9999 99 99 9 99 44 99 499 . s
organisation:deed aliases withdraw    GET  .... .... .... .. .. . .. .. .. 2.. . s
organisation:deed aliases withdraw    POST 9999 9999 9999 99 99 9 99 99 99 399 . s
organisation:deed stand-ins end       GET  .... .... .... 2. .. . .. .. .. 2.. . s
organisation:deed stand-ins end       POST 9999 9999 9999 39 99 9 99 99 99 399 . s
organisation:deed designations end    GET  2... 2... .... .. .. . .. 22 .. ... . s
organisation:deed designations end    POST 4999 4999 9999 99 99 9 99 44 99 999 . s
organisation:deed offices end         GET  2... 2... .... .. .. . .. 22 .. 2.. . s
organisation:deed offices end         POST 4999 4999 9999 99 99 9 99 44 99 499 . s
dues:limits                           GET  2222 2222 2222 22 22 2 22 22 22 222 . s
dues:limit                            GET  2222 2222 2222 22 22 2 22 22 22 222 . s
dues:limit                            POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:default                          GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:default                          POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:year                             GET  2222 2222 2222 22 22 2 22 22 22 222 . s
dues:load                             GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:load                             POST 4999 4999 9999 99 99 9 99 44 99 499 . s
dues:take_in                          POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:local                            GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:local                            POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:withdraw_local                   GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:withdraw_local                   POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:closed                           GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:closed                           POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:withdraw_closed                  GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:withdraw_closed                  POST 3999 3999 9999 99 99 9 99 33 99 399 . s
dues:hours                            GET  2... 2... .... .. .. . .. 22 .. 2.. . s
dues:hours                            POST 3999 3999 9999 99 99 9 99 33 99 399 . s
intake:documents                      GET  2222 2222 2222 22 22 2 22 22 22 222 . s
intake:take_in                        GET  22.. 22.. .... .. .. . .. .. .. ... . s
intake:take_in                        POST 3399 3399 9999 99 99 9 99 99 99 999 . s
intake:scan                           GET  .2.. .... .... .. .. . .. .. .. ... . s
intake:scan                           POST .3.. .... .... .. .. . .. .. .. ... . s
intake:see                            POST .3.. .... .... .. .. . .. .. .. ... . s
intake:give_up                        POST .3.. .... .... .. .. . .. .. .. ... . s
intake:document                       GET  2222 .... .... .. .. . .. 2. .. ... . s
intake:correct                        GET  22.. .... .... .. .. . .. .. .. ... . s
intake:correct                        POST 3399 .... .... .. .. . .. 9. .. ... . s
intake:original                       GET  2222 .... .... .. .. . .. 2. .. ... . s
intake:note_instruction               POST 3399 .... .... .. .. . .. 9. .. ... . s
breakdown:workbench                   GET  22.. .... .... .. .. . .. .. .. ... . s
breakdown:open_list                   POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:answer                      POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:add                         POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:submit                      POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:edit                        POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:accept                      POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:skip                        POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:take_back                   POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:mark                        POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:advise                      POST .... .... .... .. .. . .. .. .. ... . s
breakdown:undo                        POST 93.. .... .... .. .. . .. .. .. ... . s
breakdown:settle                      POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:merge                       POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:split                       POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:hold                        POST 00.. .... .... .. .. . .. .. .. ... . s
breakdown:ask_for                     POST 33.. .... .... .. .. . .. .. .. ... . s
breakdown:give_up                     POST 99.. .... .... .. .. . .. .. .. ... . s
breakdown:list                        GET  2222 .... .... .. .. . .. 2. .. ... . s
breakdown:list_excel                  GET  2222 .... .... .. .. . .. 2. .. ... . s
breakdown:send_back                   POST 3999 .... .... .. .. . .. 9. .. ... . s
breakdown:approve                     POST 3999 .... .... .. .. . .. 9. .. ... . s
breakdown:issue                       POST 3999 .... .... .. .. . .. 9. .. ... . s
breakdown:notices                     GET  2222 2222 2222 22 22 2 22 22 22 222 . s
breakdown:notice                      GET  2222 .... 2222 .. .. . .. 2. .. ... . s
breakdown:sign                        POST 9999 .... 3939 .. .. . .. 9. .. ... . s
breakdown:lessons                     GET  22.. 22.. .... .. .. . .. .. .. ... . s
breakdown:turn_lesson                 POST 39.. 39.. .... .. .. . .. .. .. ... . s
breakdown:cadences                    GET  2... 2... .... .. .. . .. 22 .. 2.. . s
breakdown:cadences                    POST 3999 3999 9999 99 99 9 99 33 99 399 . s
breakdown:lights                      GET  2... 2... .... .. .. . .. .. .. 2.. . s
breakdown:lights                      POST 3... 3... .... .. .. . .. .. .. 3.. . s
breakdown:takeover                    GET  2... 2... .... .. .. . .. .. .. ... . s
breakdown:takeover                    POST 3... 3... .... .. .. . .. .. .. ... . s
breakdown:takeover_sheet              POST 4... 4... .... .. .. . .. .. .. ... . s
breakdown:takeover_confirm            POST 3... .... .... .. .. . .. .. .. ... . s
breakdown:takeover_template           GET  2... 2... .... .. .. . .. .. .. ... . s
breakdown:revise                      POST 9999 .... .... .. .. . .. 9. .. ... . s
breakdown:answer_for                  POST 3399 .... .... .. .. . .. 9. .. ... . s
breakdown:input_file                  GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
breakdown:ledger                      GET  2222 2222 2222 22 22 2 22 22 22 222 . s
breakdown:ledger_excel                GET  2222 2222 2222 22 22 2 22 22 22 222 . s
breakdown:bulk                        POST .... .... 2.2. 22 99 . .. .. .. ... . s
breakdown:bulk_do                     POST .... .... 2.2. 22 99 . .. .. .. ... . s
breakdown:export                      POST 2222 2222 2222 22 22 2 22 22 22 222 . s
breakdown:exported                    GET  2... .... .... .. .. . .. .. .. ... . s
breakdown:export_file                 GET  2... .... .... .. .. . .. .. .. ... . s
breakdown:views                       POST 3333 3333 3333 33 33 3 33 33 33 333 . s
breakdown:view                        POST 3... .... .... .. .. . .. .. .. ... . s
reporting:verify_queue                GET  2222 2222 2222 22 22 2 22 22 22 222 . s
reporting:sign_queue                  GET  .... .... 2222 22 22 2 .. .. .. ... . s
reporting:sign_report                 POST .... .... 3399 .. .. . .. .. .. ... . s
reporting:sign_slip                   POST .... .... 3999 .. .. . .. .. .. ... . s
reporting:sign_chosen                 POST .... .... 3399 99 99 9 .. .. .. ... . s
reporting:signing_rule                POST .... .... 3999 39 39 9 .. .. .. ... . s
reporting:verify_history              GET  222. 222. .... .. .. . .. .. .. ... . s
reporting:evidence                    GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
reporting:review_report               GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
reporting:review_report               POST 3399 .... 9999 99 .. . 99 9. 99 ... . s
reporting:report                      GET  9999 .... 2222 99 .. . 99 9. 99 ... . s
reporting:report                      POST 9999 .... 3333 99 .. . 99 9. 99 ... . s
reporting:report_draft                POST 9999 .... 2222 99 .. . 99 9. 99 ... . s
reporting:divide                      GET  9999 .... 2299 99 .. . 99 9. 99 ... . s
reporting:divide                      POST 9999 .... 3399 99 .. . 99 9. 99 ... . s
reporting:input                       GET  9999 .... 9999 22 .. . 99 9. 99 ... . s
reporting:input                       POST 9999 .... 9999 33 .. . 99 9. 99 ... . s
reporting:waive                       GET  9999 .... 2999 99 .. . 99 9. 99 ... . s
reporting:waive                       POST 9999 .... 3999 99 .. . 99 9. 99 ... . s
reporting:suspend                     GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:suspend                     POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:prolong                     GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:prolong                     POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:resume                      GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:resume                      POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:urge                        GET  2299 .... 9999 99 .. . 99 9. 99 ... . s
reporting:urge                        POST 3399 .... 9999 99 .. . 99 9. 99 ... . s
reporting:submit                      GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:submit                      POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:reissue                     GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:reissue                     POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:terminate                   GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:terminate                   POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:move_date                   GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:move_date                   POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:inspect                     GET  9999 .... 2299 .. .. 9 99 9. 99 ... . s
reporting:inspect                     POST 9999 .... 3399 .. .. 9 99 9. 99 ... . s
reporting:plan                        GET  9999 .... 2222 99 .. . 99 9. 99 ... . s
reporting:plan                        POST 9999 .... 3333 99 .. . 99 9. 99 ... . s
reporting:claim                       GET  9999 .... 2222 99 .. . 99 9. 99 ... . s
reporting:claim                       POST 9999 .... 3333 99 .. . 99 9. 99 ... . s
reporting:return                      GET  9999 .... 2222 99 .. . 99 9. 99 ... . s
reporting:return                      POST 9999 .... 3333 99 .. . 99 9. 99 ... . s
reporting:reassign                    GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:reassign                    POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:insist                      GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:insist                      POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:review                      GET  2299 .... 9999 99 .. . 99 9. 99 ... . s
reporting:review                      POST 3399 .... 9999 99 .. . 99 9. 99 ... . s
reporting:verify                      GET  2229 .... 9999 99 .. . 99 9. 99 ... . s
reporting:verify                      POST 3339 .... 9999 99 .. . 99 9. 99 ... . s
reporting:complete                    GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:complete                    POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:write_off                   GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:write_off                   POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:file                        GET  2992 .... 9999 99 .. . 99 9. 99 ... . s
reporting:file                        POST 3993 .... 9999 99 .. . 99 9. 99 ... . s
reporting:reopen                      GET  2999 .... 9999 99 .. . 99 9. 99 ... . s
reporting:reopen                      POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
coordination:requests                 GET  2222 2222 2222 22 22 2 22 22 22 ... . s
coordination:request                  GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
coordination:request                  POST 3999 .... 9999 99 .. . 99 9. 99 ... . s
coordination:request_paper            GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
coordination:request_file             GET  2222 .... 2222 22 .. . 22 2. 22 ... . s
coordination:ask_request              GET  9999 .... 2222 99 .. . 99 9. 99 ... . s
coordination:ask_request              POST 9999 .... 3333 99 .. . 99 9. 99 ... . s
coordination:asks                     GET  2222 2222 2222 22 22 2 22 22 22 222 . s
coordination:new_ask                  GET  22.. 22.. 2222 22 22 2 .. 22 .. ... . s
coordination:new_ask                  POST 3399 3399 3333 33 33 3 99 33 99 999 . s
coordination:ask                      GET  22.. 22.. 2222 22 .. . .. 22 22 ... . s
coordination:edit_ask                 GET  .... .... 2222 .. .. . .. .. .. ... . s
coordination:edit_ask                 POST .... .... 3333 .. .. . .. .. .. ... . s
coordination:move_ask send            POST .... .... 3999 .. .. . .. .. .. ... . s
coordination:move_ask close           POST 99.. 99.. 3333 99 .. . .. 99 99 ... . s
coordination:addressees               GET  22.. 22.. 2222 .. .. . .. 22 22 ... . s
coordination:ask_excel                GET  22.. 22.. 2222 .. .. . .. 22 22 ... . s
coordination:press                    POST 99.. 99.. 3333 99 .. . .. 99 99 ... . s
coordination:reply                    POST 99.. 99.. 9999 33 .. . .. 99 99 ... . s
coordination:decide_reply             POST 99.. 99.. 3333 .. .. . .. 99 99 ... . s
coordination:ask_file                 GET  22.. 22.. 2222 22 .. . .. 22 22 ... . s
coordination:value_file               GET  22.. 22.. 2222 22 .. . .. 22 22 ... . s
coordination:burden                   GET  22.. 22.. 2222 22 22 2 .. 22 .. ... . s
coordination:burden_asked             GET  22.. 22.. 2222 22 22 2 .. 22 .. ... . s
coordination:dormant                  GET  22.. 22.. 22.. 2. 2. . .. 22 .. ... . s
"""
TABLE = {
    (label.strip(), method): " ".join(signs)
    for line in (_TABLE + assessing.DOORS + DOORS + BOARD + balloting.DOORS).splitlines()
    if line.strip()
    for label, (method, *signs) in [(line[:38], line[38:].split())]
}
