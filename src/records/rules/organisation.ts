import { amount, ends, page, type Rules, tidyCode } from './shared.ts'

/** Of units, people, posts, pay and teams. */
export const organisationRules = {
  unit_code_tidy: tidyCode,
  unit_kind_known: [
    '部门类别应当是中心、事业部、工程组或职能',
    'The kind of unit must be centre, business unit, works team or support function',
  ],
  unit_not_its_own_parent: ['上级部门不能是部门自己', 'A unit cannot be its own parent unit'],
  unit_not_below_itself: [
    '上级部门不能是部门自己下面的部门：那样这一支就脱离了组织',
    'The parent unit cannot be one below the unit itself: the branch would leave the organisation',
  ],
  unit_closed_after_opened: ['撤销日应当晚于设立日', 'The unit must close after it opens'],
  placement_not_in_itself: ['上级部门不能是部门自己', 'A unit cannot be its own parent unit'],
  placement_ends_after_start: ends,
  placement_one_at_a_time: [
    '同一个部门在同一天只能有一个上级部门，请检查生效日和失效日是否重叠',
    'A unit has only one parent unit on any day. Check whether the validity overlaps another',
  ],
  person_no_tidy: [
    '工号不能为空，前后不能有空格',
    'The staff number cannot be empty, nor begin or end with a space',
  ],
  person_no_has_a_page: page(['工号', 'staff number'], ['“.”或“..”', '“.” or “..”']),
  person_left_after_hired: ['离职日不能早于入职日', 'The last day employed cannot be before the day hired'],
  assignment_not_own_superior: ['上级不能是员工自己', 'Nobody is their own superior'],
  assignment_ends_after_start: ends,
  assignment_one_at_a_time: [
    '同一名员工在同一天只能有一个任职，请检查生效日和失效日是否重叠',
    'A person holds only one post on any day. Check whether the validity overlaps another',
  ],
  assignment_one_head_of_unit: ['同一个部门在同一天只能有一名负责人', 'A unit has only one head on any day'],
  pay_base_in_range: amount,
  pay_allowance_in_range: amount,
  pay_ends_after_start: ends,
  pay_one_at_a_time: [
    '同一名员工在同一天只能有一个固定工资标准，请检查生效日和失效日是否重叠',
    'A person has only one fixed pay on any day. Check whether the validity overlaps another',
  ],
  team_code_tidy: tidyCode,
  team_dissolved_after_formed: ['解散日应当晚于成立日', 'The team must be dissolved after it was formed'],
  team_not_merged_into_itself: ['业务组不能并入自己', 'A team cannot merge into itself'],
  team_merger_complete: [
    '并入业务组和并入日应当一起填写，或者都不填',
    'Give both the team merged into and the day of the merger, or neither',
  ],
  membership_role_known: ['角色应当是组长或组员', 'The role must be leader or member'],
  membership_ends_after_start: ends,
  membership_one_team_at_a_time: [
    '同一名员工在同一天只能属于一个业务组，请检查生效日和失效日是否重叠',
    'A person belongs to only one team on any day. Check whether the validity overlaps another',
  ],
  membership_one_leader_of_team: [
    '同一个业务组在同一天只能有一名组长',
    'A team has only one leader on any day',
  ],
} as const satisfies Rules
