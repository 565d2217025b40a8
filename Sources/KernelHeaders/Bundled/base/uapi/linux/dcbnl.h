/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_DCBNL_H
#define _UAPI_LINUX_DCBNL_H

#include <linux/types.h>

#define IEEE_8021QAZ_MAX_TCS	8

#endif /* _UAPI_LINUX_DCBNL_H */
