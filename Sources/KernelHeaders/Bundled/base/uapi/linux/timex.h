/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_TIMEX_H
#define _UAPI_LINUX_TIMEX_H

#include <linux/time.h>

#define ADJ_OFFSET	0x0001
#define ADJ_FREQUENCY	0x0002

#endif /* _UAPI_LINUX_TIMEX_H */
