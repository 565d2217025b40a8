// SPDX-License-Identifier: GPL-2.0
/*
 * cipherbox - kernel side of a vendor's cipher boxes
 *
 * All the work is done in the closed part, see cipherbox_blob.h.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#include "cipherbox_blob.h"

static struct device *cipherbox_dev;

int cipherbox_create(struct mdev_device *mdev)
{
	void *box = cipherbox_blob.make(mdev);

	if (!box)
		return -ENOMEM;

	mdev_set_drvdata(mdev, box);
	return 0;
}

int cipherbox_remove(struct mdev_device *mdev)
{
	cipherbox_blob.destroy(mdev_get_drvdata(mdev));
	return 0;
}

int cipherbox_open(struct mdev_device *mdev)
{
	return 0;
}

void cipherbox_release(struct mdev_device *mdev)
{
}

ssize_t cipherbox_read(struct mdev_device *mdev, char __user *buf,
		       size_t count, loff_t *ppos)
{
	return cipherbox_blob.read(mdev_get_drvdata(mdev), buf, count);
}

ssize_t cipherbox_write(struct mdev_device *mdev, const char __user *buf,
			size_t count, loff_t *ppos)
{
	return cipherbox_blob.write(mdev_get_drvdata(mdev), buf, count);
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "cipher box\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *cipherbox_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group cipherbox_group = {
	.name = "box",
	.attrs = cipherbox_attrs,
};

static struct attribute_group *cipherbox_groups[] = {
	&cipherbox_group,
	NULL,
};

struct mdev_parent_ops cipherbox_ops = {
	.owner = THIS_MODULE,
	.supported_type_groups = cipherbox_groups,
	.create = cipherbox_create,
	.remove = cipherbox_remove,
	.open = cipherbox_open,
	.release = cipherbox_release,
	.read = cipherbox_read,
	.write = cipherbox_write,
};

static int __init cipherbox_init(void)
{
	int ret;

	cipherbox_dev = root_device_register("cipherbox");
	if (IS_ERR(cipherbox_dev))
		return PTR_ERR(cipherbox_dev);

	ret = mdev_register_device(cipherbox_dev, &cipherbox_ops);
	if (ret)
		root_device_unregister(cipherbox_dev);
	return ret;
}

static void __exit cipherbox_exit(void)
{
	mdev_unregister_device(cipherbox_dev);
	root_device_unregister(cipherbox_dev);
}

module_init(cipherbox_init);
module_exit(cipherbox_exit);

MODULE_LICENSE("Proprietary");
MODULE_DESCRIPTION("Cipher boxes");
