/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PTP_CLASSIFY_H
#define _LINUX_PTP_CLASSIFY_H

#include <linux/ip.h>
#include <linux/skbuff.h>

#define PTP_CLASS_NONE	0x00
#define PTP_EV_PORT	319
#define PTP_GEN_PORT	320

#endif /* _LINUX_PTP_CLASSIFY_H */
