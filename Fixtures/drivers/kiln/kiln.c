// SPDX-License-Identifier: GPL-2.0
/*
 * kiln - mediated firing programs
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

#define KILN_STEPS	8

struct kiln_program {
	struct mutex lock;
	u16 celsius[KILN_STEPS];
	unsigned int step;
};

static struct device *kiln_dev;

static struct kiln_program *kiln_of(struct mdev_device *mdev)
{
	return mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
}

static void kiln_attach(struct mdev_device *mdev, struct kiln_program *prog)
{
	mdev_set_drvdata(mdev, prog);
/*~ M-26 mdev_set_drvdata */
}

static int kiln_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 kiln_create */
{
	struct kiln_program *prog;
	unsigned int i;

	prog = kzalloc(sizeof(*prog), GFP_KERNEL);
	if (!prog)
		return -ENOMEM;

	mutex_init(&prog->lock);
	for (i = 0; i < KILN_STEPS; i++)
		prog->celsius[i] = 20;
	kiln_attach(mdev, prog);
	return 0;
}

static int kiln_remove(struct mdev_device *mdev)
{
	struct kiln_program *prog = kiln_of(mdev);

	kiln_attach(mdev, NULL);
	kfree(prog);
	return 0;
}

static int kiln_open(struct mdev_device *mdev)
{
	return 0;
}

static void kiln_release(struct mdev_device *mdev)
{
}

static ssize_t kiln_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct kiln_program *prog = kiln_of(mdev);
	u16 celsius;

	if (count != sizeof(celsius))
		return -EINVAL;

	mutex_lock(&prog->lock);
	celsius = prog->celsius[prog->step];
	prog->step = (prog->step + 1) % KILN_STEPS;
	mutex_unlock(&prog->lock);

	return copy_to_user(buf, &celsius, sizeof(celsius)) ? -EFAULT : count;
}

static ssize_t kiln_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct kiln_program *prog = kiln_of(mdev);
	ssize_t ret = count;

	if (count != sizeof(prog->celsius))
		return -EINVAL;

	mutex_lock(&prog->lock);
	if (copy_from_user(prog->celsius, buf, count))
		ret = -EFAULT;
	mutex_unlock(&prog->lock);
	return ret;
}

static long kiln_ioctl(struct mdev_device *mdev, unsigned int cmd,
		       unsigned long arg)
{
	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	kiln_of(mdev)->step = 0;
	return 0;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d step program\n", KILN_STEPS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *kiln_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group kiln_group = {
	.name = "program",
	.attrs = kiln_attrs,
};

static struct attribute_group *kiln_groups[] = {
	&kiln_group,
	NULL,
};

static const struct mdev_parent_ops kiln_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = kiln_groups,
/*~ M-14 supported_type_groups */
	.create = kiln_create,
/*~ M-02 create */
	.remove = kiln_remove,
/*~ M-05 remove */
	.open = kiln_open,
/*~ M-10 open */
	.release = kiln_release,
/*~ M-10 release */
	.read = kiln_read,
/*~ M-10 read */
	.write = kiln_write,
/*~ M-10 write */
	.ioctl = kiln_ioctl,
/*~ M-10 ioctl */
};

static int __init kiln_init(void)
{
	int ret;

	kiln_dev = root_device_register("kiln");
	if (IS_ERR(kiln_dev))
		return PTR_ERR(kiln_dev);

	ret = mdev_register_device(kiln_dev, &kiln_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(kiln_dev);
	return ret;
}

static void __exit kiln_exit(void)
{
	mdev_unregister_device(kiln_dev);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(kiln_dev);
}

module_init(kiln_init);
module_exit(kiln_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated firing programs");
