/** The steps of a month from calculation to payment, and webhooks that tell of them. */
import type { RefusalText } from './refusal-text.ts'

export const closingRefusals = {
  period_ahead: {
    status: 422,
    text: '{period} 还早，现在最晚可以结算 {next}。请看看月份是不是写错了。',
    english:
      '{period} is too far ahead; the latest that can be settled now is {next}. Is the month mistyped?',
  },
  run_published: {
    status: 409,
    text: '{period} {status}，结果已经给大家看过，不能重新结算。确有错误的，请先申请重新打开，由另一个人确认。',
    english:
      '{period} has been published ({status}), so it cannot be settled again. Ask to reopen it; another person confirms.',
  },
  run_later: {
    status: 409,
    text: '{later} 已经公布或关账，用到了 {period} 的结果，所以 {period} 不能重新打开。迟到的记录请在“调整”里处理。',
    english:
      '{later} is published or closed and rests on {period}, so {period} cannot be reopened. Use adjustments for late records.',
  },
  run_busy: {
    status: 409,
    text: '{period} 正在由{who}结算，请等它结束。',
    english: '{period} is being settled by {who}. Wait for it to finish.',
  },
  adjustments_none: {
    status: 409,
    text: '{period} 没有等待批准的调整，没有批准什么。请先查找迟到的记录，或者看看是不是已经批准过。',
    english:
      'No adjustment of {period} waits for approval, so nothing was approved. Look for late records first, or see whether it was approved already.',
  },
  reopening_open: {
    status: 409,
    text: '{period} 有一个重新打开的申请还没有答复，请先由另一个人确认或退回。',
    english: 'Somebody asked to reopen {period}: another person has to confirm or decline that first.',
  },
  reopening_none: {
    status: 404,
    text: '{period} 没有等待确认的重新打开申请。',
    english: 'Nobody has asked to reopen {period}.',
  },
  webhook_url: {
    status: 422,
    text: '地址“{url}”不能用。请写完整的 https:// 地址，不带用户名和密码；http:// 只能用于本机。',
    english:
      'The address “{url}” cannot be used. Write a full https:// address without a user name; http:// only for this machine.',
  },
  webhook_host_name: {
    status: 422,
    text: '“{host}”不能作为允许的主机：要写完整的主机名，如 notice.example.cn，不能用通配符；地址只能是公网的，或明确写出的本机。',
    english:
      '“{host}” cannot be an allowed host: write its whole name, such as notice.example.cn, without wildcards; an address must be public, or this machine by name.',
  },
  webhook_host: {
    status: 422,
    text: '不允许发送到 {host}。请先把它加进允许的主机。',
    english: '{host} is not among the allowed hosts. Add it to them first.',
  },
  webhook_address: {
    status: 422,
    text: '{host} 指向内部网络的地址（{address}），没有发送。',
    english: '{host} leads to an address of an inner network ({address}); nothing was sent.',
  },
} as const satisfies Record<string, RefusalText>
