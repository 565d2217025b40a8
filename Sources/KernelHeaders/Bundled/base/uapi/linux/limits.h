/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_LIMITS_H
#define _UAPI_LINUX_LIMITS_H

#define NAME_MAX	255
#define PATH_MAX	4096

#endif /* _UAPI_LINUX_LIMITS_H */
