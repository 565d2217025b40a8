// SPDX-License-Identifier: GPL-2.0
/*
 * valve - mediated valves
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct valve {
	struct mutex lock;
	u8 regs[64];
};

static struct device *valve_parent;

static int valve_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 valve_create */
{
	struct valve *s;
	int ret;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;

	mutex_init(&s->lock);
	ret = mutex_lock_interruptible(&s->lock);
	if (ret)
		goto err_free;
	mutex_unlock(&s->lock);

	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;

err_free:
	kfree(s);
	return ret;
}

static int valve_remove(struct mdev_device *mdev)
{
	struct valve *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(s);
	return 0;
}

static int valve_open(struct mdev_device *mdev)
{
	return 0;
}

static void valve_release(struct mdev_device *mdev)
{
}

static ssize_t valve_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct valve *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t valve_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct valve *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long valve_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct valve *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int valve_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "valve\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *valve_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group valve_type_group = {
	.name = "1",
	.attrs = valve_type_attrs,
};

static struct attribute_group *valve_type_groups[] = {
	&valve_type_group,
	NULL,
};

static const struct mdev_parent_ops valve_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = valve_type_groups,
/*~ M-14 supported_type_groups */
	.create = valve_create,
/*~ M-02 create */
	.remove = valve_remove,
/*~ M-05 remove */
	.open = valve_open,
/*~ M-10 open */
	.release = valve_release,
/*~ M-10 release */
	.read = valve_read,
/*~ M-10 read */
	.write = valve_write,
/*~ M-10 write */
	.ioctl = valve_ioctl,
/*~ M-10 ioctl */
	.mmap = valve_mmap,
/*~ M-10 mmap */
};

static int __init valve_init(void)
{
	int ret;

	valve_parent = root_device_register("valve");
	if (IS_ERR(valve_parent))
		return PTR_ERR(valve_parent);

	ret = mdev_register_device(valve_parent, &valve_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(valve_parent);
		return ret;
	}
	return 0;
}

static void __exit valve_exit(void)
{
	mdev_unregister_device(valve_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(valve_parent);
}

module_init(valve_init);
module_exit(valve_exit);

MODULE_LICENSE("GPL v2");
