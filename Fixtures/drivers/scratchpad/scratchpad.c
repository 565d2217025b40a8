// SPDX-License-Identifier: GPL-2.0
/*
 * scratchpad - mediated notes
 *
 * A few kilobytes of memory that forget everything on reset.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/rwsem.h>
#include <linux/vmalloc.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define SCRATCHPAD_BYTES	(4 * 1024)

struct scratchpad {
	struct rw_semaphore sem;
	void *paper;
};

static struct device *scratchpad_desk;

static void scratchpad_wipe(struct scratchpad *pad)
{
	down_write(&pad->sem);
	memset(pad->paper, ' ', SCRATCHPAD_BYTES);
	up_write(&pad->sem);
}

static int scratchpad_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 scratchpad_create */
{
	struct scratchpad *pad;

	pad = kzalloc(sizeof(*pad), GFP_KERNEL);
	if (!pad)
		return -ENOMEM;

	pad->paper = vmalloc(SCRATCHPAD_BYTES);
	if (!pad->paper)
		goto err_pad;

	init_rwsem(&pad->sem);
	scratchpad_wipe(pad);
	mdev_set_drvdata(mdev, pad);
/*~ M-26 mdev_set_drvdata */
	return 0;

err_pad:
	kfree(pad);
	return -ENOMEM;
}

static int scratchpad_remove(struct mdev_device *mdev)
{
	struct scratchpad *pad = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	vfree(pad->paper);
	kfree(pad);
	return 0;
}

static ssize_t scratchpad_read(struct mdev_device *mdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct scratchpad *pad = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	down_read(&pad->sem);
	ret = simple_read_from_buffer(buf, count, ppos, pad->paper,
				      SCRATCHPAD_BYTES);
	up_read(&pad->sem);
	return ret;
}

static ssize_t scratchpad_write(struct mdev_device *mdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct scratchpad *pad = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	down_write(&pad->sem);
	ret = simple_write_to_buffer(pad->paper, SCRATCHPAD_BYTES, ppos, buf,
				     count);
	up_write(&pad->sem);
	return ret;
}

static long scratchpad_ioctl(struct mdev_device *mdev, unsigned int cmd,
			     unsigned long arg)
{
	switch (cmd) {
	case VFIO_DEVICE_RESET:
		scratchpad_wipe(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
		return 0;
	default:
		return -ENOTTY;
	}
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d bytes\n", SCRATCHPAD_BYTES);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *scratchpad_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group scratchpad_group = {
	.name = "4k",
	.attrs = scratchpad_attrs,
};

static struct attribute_group *scratchpad_groups[] = {
	&scratchpad_group,
	NULL,
};

static const struct mdev_parent_ops scratchpad_ops = {
/*~ M-16 mdev_parent_ops */
	.supported_type_groups = scratchpad_groups,
/*~ M-14 supported_type_groups */
	.create = scratchpad_create,
/*~ M-02 create */
	.remove = scratchpad_remove,
/*~ M-05 remove */
	.read = scratchpad_read,
/*~ M-10 read */
	.write = scratchpad_write,
/*~ M-10 write */
	.ioctl = scratchpad_ioctl,
/*~ M-10 ioctl */
};

static int __init scratchpad_init(void)
{
	int ret;

	scratchpad_desk = root_device_register("scratchpad");
	if (IS_ERR(scratchpad_desk))
		return PTR_ERR(scratchpad_desk);

	ret = mdev_register_device(scratchpad_desk, &scratchpad_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(scratchpad_desk);
	return ret;
}

static void __exit scratchpad_exit(void)
{
	mdev_unregister_device(scratchpad_desk);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(scratchpad_desk);
}

module_init(scratchpad_init);
module_exit(scratchpad_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated notes");
