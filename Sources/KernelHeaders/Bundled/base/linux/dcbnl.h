/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DCBNL_H
#define _LINUX_DCBNL_H

#include <uapi/linux/dcbnl.h>

struct dcbnl_rtnl_ops;

#endif /* _LINUX_DCBNL_H */
