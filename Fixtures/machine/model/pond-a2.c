// SPDX-License-Identifier: GPL-2.0
/*
 * pond-a2 - mediated ponds: an ops table, types as kobjects
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct pond {
	unsigned long page;
	int frogs;
};

static struct device *pond_shore;

static vm_fault_t pond_fault(struct vm_fault *vmf)
{
	struct pond *pond = vmf->vma->vm_private_data;

	if (vmf->pgoff > 1)
		return VM_FAULT_SIGBUS;
	vmf->page = virt_to_page(pond->page);
	get_page(vmf->page);
	return 0;
}

static void pond_dry(struct vm_area_struct *vma)
{
	struct pond *pond = vma->vm_private_data;

	pond->frogs--;
}

static const struct vm_operations_struct pond_vm_ops = {
	.fault = pond_fault,
	.close = pond_dry,
};

static int pond_mmap_it(struct pond *pond, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff)
		return -EINVAL;
	vma->vm_private_data = pond;
	vma->vm_ops = &pond_vm_ops;
	pond->frogs++;
	return 0;
}

static long pond_info(struct pond *pond, unsigned int cmd, unsigned long arg)
{
	struct vfio_device_info info = { };

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		if (copy_from_user(&info, (void __user *)arg, 16))
			return -EFAULT;
		if (info.argsz < 16)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = 3;
		info.num_irqs = pond->frogs;
		return copy_to_user((void __user *)arg, &info, 16) ? -EFAULT : 0;
	default:
		return -ENOTTY;
	}
}

static ssize_t pond_copy(struct pond *pond, char __user *to, size_t count,
			 loff_t *ppos)
{
	return simple_read_from_buffer(to, count, ppos, (void *)pond->page,
				       PAGE_SIZE);
}

static ssize_t pond_fill(struct pond *pond, const char __user *from,
			 size_t count, loff_t *ppos)
{
	return simple_write_to_buffer((void *)pond->page, PAGE_SIZE, ppos, from,
				      count);
}

static int pond_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct pond *pond;

	if (!strstr(kobj->name, "small"))
		return -EBUSY;
	pond = kzalloc(sizeof(*pond), GFP_KERNEL);
	if (!pond)
		return -ENOMEM;
	pond->page = get_zeroed_page(GFP_KERNEL);
	if (!pond->page) {
		kfree(pond);
		return -ENOMEM;
	}
	mdev_set_drvdata(mdev, pond);
	dev_info(mdev_dev(mdev), "dug below %s\n",
		 dev_name(mdev_parent_dev(mdev)));
	return 0;
}

static int pond_remove(struct mdev_device *mdev)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	free_page(pond->page);
	kfree(pond);
	return 0;
}

static int pond_open(struct mdev_device *mdev)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	pond->frogs++;
	return 0;
}

static void pond_close(struct mdev_device *mdev)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	pond->frogs--;
}

static ssize_t pond_read(struct mdev_device *mdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	return pond_copy(pond, buf, count, ppos);
}

static ssize_t pond_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	return pond_fill(pond, buf, count, ppos);
}

static long pond_ioctl(struct mdev_device *mdev, unsigned int cmd,
		       unsigned long arg)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	return pond_info(pond, cmd, arg);
}

static int pond_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	struct pond *pond = mdev_get_drvdata(mdev);

	return pond_mmap_it(pond, vma);
}

static ssize_t frogs_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct pond *pond = mdev_get_drvdata(mdev_from_dev(dev));

	return sprintf(buf, "%d\n", pond->frogs);
}
static DEVICE_ATTR_RO(frogs);

static struct attribute *pond_device_attrs[] = {
	&dev_attr_frogs.attr,
	NULL,
};
ATTRIBUTE_GROUPS(pond_device);

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
{
	return sprintf(buf, "%s of %s\n", kobj->name, dev_name(dev));
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct kobject *kobj, struct device *dev, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *pond_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group pond_small = {
	.name = "small",
	.attrs = pond_type_attrs,
};

static struct attribute_group pond_large = {
	.name = "large",
	.attrs = pond_type_attrs,
};

static struct attribute_group *pond_types[] = {
	&pond_small,
	&pond_large,
	NULL,
};

static const struct mdev_parent_ops pond_ops = {
	.owner = THIS_MODULE,
	.mdev_attr_groups = pond_device_groups,
	.supported_type_groups = pond_types,
	.create = pond_create,
	.remove = pond_remove,
	.open = pond_open,
	.release = pond_close,
	.read = pond_read,
	.write = pond_write,
	.ioctl = pond_ioctl,
	.mmap = pond_mmap,
};

static int __init pond_init(void)
{
	int ret;

	pond_shore = root_device_register("pond");
	if (IS_ERR(pond_shore))
		return PTR_ERR(pond_shore);
	ret = mdev_register_device(pond_shore, &pond_ops);
	if (ret)
		root_device_unregister(pond_shore);
	return ret;
}

static void __exit pond_exit(void)
{
	mdev_unregister_device(pond_shore);
	root_device_unregister(pond_shore);
}

module_init(pond_init);
module_exit(pond_exit);

MODULE_LICENSE("GPL");
